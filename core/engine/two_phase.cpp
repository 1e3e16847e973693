// SPDX-License-Identifier: MIT
#include <azoth/engine/two_phase.hpp>

#include <utility>

#include "connection_core.hpp"

namespace azoth {

TwoPhaseTransaction::TwoPhaseTransaction(std::shared_ptr<detail::ConnectionCore> core,
                                         std::uint64_t number, std::string xid) noexcept
    : core_(std::move(core)), number_(number), xid_(std::move(xid)) {}

TwoPhaseTransaction::TwoPhaseTransaction(TwoPhaseTransaction&& other) noexcept = default;

TwoPhaseTransaction& TwoPhaseTransaction::operator=(TwoPhaseTransaction&& other) noexcept {
    if (this == &other) return *this;
    if (core_) core_->drop_two_phase(number_);
    core_ = std::move(other.core_);
    number_ = other.number_;
    xid_ = std::move(other.xid_);
    return *this;
}

TwoPhaseTransaction::~TwoPhaseTransaction() {
    if (core_) core_->drop_two_phase(number_);
}

bool TwoPhaseTransaction::is_active() const noexcept {
    return core_ && core_->transaction() == number_;
}

bool TwoPhaseTransaction::is_prepared() const noexcept {
    return is_active() && core_->state() == detail::ConnectionCore::State::prepared;
}

void TwoPhaseTransaction::prepare() {
    if (!is_active()) {
        throw InvalidRequestError("no_transaction", "this transaction has ended already");
    }
    core_->prepare_transaction();
}

void TwoPhaseTransaction::commit() {
    if (!is_active()) {
        throw InvalidRequestError("no_transaction", "this transaction has ended already");
    }
    core_->commit();
}

void TwoPhaseTransaction::rollback() {
    if (is_active()) core_->rollback();
}

}  // namespace azoth
