// SPDX-License-Identifier: MIT
#include <azoth/pool/pool.hpp>

#include <utility>

#include "pool_core.hpp"
#include "pool_error.hpp"

namespace azoth {

using detail::StackTrace;

namespace {

PoolOptions checked(PoolOptions options) {
    check(options);
    if (options.kind == PoolKind::by_default) options.kind = PoolKind::queue;
    return options;
}

}  // namespace

Pool::Pool(ConnectFunction connect, const PoolOptions& options,
           std::shared_ptr<PoolListener> listener, std::shared_ptr<const Clock> clock)
    : core_(std::make_shared<detail::PoolCore>(std::move(connect), checked(options),
                                               std::move(listener), std::move(clock))) {}

Pool::~Pool() {
    if (core_->is_forked()) {
        detail::PoolCore::abandon(std::move(core_));
    } else {
        core_->dispose();
    }
}

Lease Pool::checkout() {
    return checkout(core_->options().timeout_ms);
}

Lease Pool::checkout(std::int64_t timeout_ms) {
    Lease lease(core_, &core_->acquire(timeout_ms));
    if (core_->options().trace_holders) core_->remember(*lease.record_, StackTrace::capture());
    core_->announce(*lease.record_);
    return lease;
}

bool Pool::give_back(Lease& lease) {
    if (lease && lease.core_ != core_) detail::throw_foreign_connection();
    return lease.give_back();
}

void Pool::invalidate() noexcept {
    core_->invalidate();
}
void Pool::dispose() noexcept {
    core_->dispose();
}
PoolMetrics Pool::metrics() const {
    return core_->metrics();
}
std::vector<PoolHolder> Pool::holders() const {
    return core_->holders();
}
const PoolOptions& Pool::options() const noexcept {
    return core_->options();
}

}  // namespace azoth
