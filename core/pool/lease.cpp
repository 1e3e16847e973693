// SPDX-License-Identifier: MIT
#include <azoth/pool/lease.hpp>

#include <azoth/pool/pool_listener.hpp>

#include "pool_core.hpp"
#include "pool_error.hpp"
#include "process.hpp"

namespace azoth {

DetachedConnection::DetachedConnection() noexcept = default;
DetachedConnection::DetachedConnection(DetachedConnection&&) noexcept = default;

DetachedConnection& DetachedConnection::operator=(DetachedConnection&& other) noexcept {
    if (this == &other) return *this;
    close();
    connection = std::move(other.connection);
    state = std::move(other.state);
    listener_ = std::move(other.listener_);
    number_ = other.number_;
    process_ = other.process_;
    return *this;
}

DetachedConnection::~DetachedConnection() {
    close();
}

void DetachedConnection::close() noexcept {
    if (connection == nullptr) return;
    if (process_ != 0 && detail::this_process() != process_) {
        static_cast<void>(connection.release());
        static_cast<void>(new ConnectionState(std::move(state)));
        return;
    }
    if (listener_ != nullptr) {
        listener_->on_close_detached({*connection, number_});
    }
    state.reset();
    connection.reset();
}

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
