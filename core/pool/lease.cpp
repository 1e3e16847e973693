// SPDX-License-Identifier: MIT
#include <azoth/pool/lease.hpp>

#include "pool_core.hpp"
#include "pool_error.hpp"

namespace azoth {

Lease& Lease::operator=(Lease&& other) noexcept {
    if (this == &other) return *this;
    release();
    core_ = std::move(other.core_);
    record_ = std::exchange(other.record_, nullptr);
    return *this;
}

void Lease::require() const {
    if (record_ == nullptr) [[unlikely]]
        detail::throw_use_after_return();
    if (core_->is_forked()) [[unlikely]]
        detail::throw_forked();
}

driver::Connection& Lease::connection() const {
    require();
    return *record_->connection;
}

ConnectionState& Lease::slot() const {
    require();
    return record_->state;
}

std::uint64_t Lease::number() const noexcept {
    return record_ == nullptr ? 0 : record_->number;
}

std::int64_t Lease::opened_at_ns() const noexcept {
    return record_ == nullptr ? 0 : record_->opened_at;
}

void Lease::release() noexcept {
    if (record_ != nullptr) core_->take_back(*std::exchange(record_, nullptr));
    core_.reset();
}

bool Lease::give_back() {
    if (record_ == nullptr) detail::throw_double_return();
    const bool is_clean = core_->take_back(*std::exchange(record_, nullptr));
    core_.reset();
    return is_clean;
}

void Lease::invalidate() noexcept {
    if (record_ != nullptr) core_->discard(*std::exchange(record_, nullptr));
    core_.reset();
}

void Lease::soft_invalidate() noexcept {
    if (record_ != nullptr) core_->soft_invalidate(*record_);
}

void Lease::report_disconnect() noexcept {
    if (record_ != nullptr) core_->report_disconnect(*record_);
}

DetachedConnection Lease::detach() {
    require();
    DetachedConnection detached = core_->detach(*std::exchange(record_, nullptr));
    core_.reset();
    return detached;
}

void Lease::hand_over() noexcept {
    if (record_ != nullptr) core_->hand_over(*record_);
}

}  // namespace azoth
