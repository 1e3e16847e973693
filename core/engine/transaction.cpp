// SPDX-License-Identifier: MIT
#include <azoth/engine/transaction.hpp>

#include <utility>

#include "connection_core.hpp"

namespace azoth {

Transaction::Transaction(std::shared_ptr<detail::ConnectionCore> core,
                         std::uint64_t generation) noexcept
    : core_(std::move(core)), generation_(generation) {}

Transaction::Transaction(Transaction&& other) noexcept = default;

Transaction& Transaction::operator=(Transaction&& other) noexcept {
    if (this == &other) return *this;
    if (core_) core_->drop_transaction(generation_);
    core_ = std::move(other.core_);
    generation_ = other.generation_;
    return *this;
}

Transaction::~Transaction() {
    if (core_) core_->drop_transaction(generation_);
}

bool Transaction::is_active() const noexcept {
    return core_ && core_->transaction() == generation_;
}

void Transaction::commit() {
    if (!is_active()) {
        throw InvalidRequestError("no_transaction", "this transaction has ended already");
    }
    core_->commit();
}

void Transaction::rollback() {
    if (is_active()) core_->rollback();
}

Savepoint::Savepoint(std::shared_ptr<detail::ConnectionCore> core, std::uint64_t id) noexcept
    : core_(std::move(core)), id_(id) {}

Savepoint::Savepoint(Savepoint&& other) noexcept = default;

Savepoint& Savepoint::operator=(Savepoint&& other) noexcept {
    if (this == &other) return *this;
    if (core_) core_->drop_savepoint(id_);
    core_ = std::move(other.core_);
    id_ = other.id_;
    return *this;
}

Savepoint::~Savepoint() {
    if (core_) core_->drop_savepoint(id_);
}

bool Savepoint::is_active() const noexcept {
    return core_ && core_->has_savepoint(id_);
}

namespace {

detail::ConnectionCore& core_of(const std::shared_ptr<detail::ConnectionCore>& core) {
    if (!core) {
        throw InvalidRequestError("no_such_savepoint", "this savepoint was moved elsewhere");
    }
    return *core;
}

}  // namespace

void Savepoint::release() {
    core_of(core_).release_savepoint(id_);
}
void Savepoint::rollback() {
    core_of(core_).rollback_to_savepoint(id_);
}

}  // namespace azoth
