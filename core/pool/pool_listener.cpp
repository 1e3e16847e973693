// SPDX-License-Identifier: MIT
#include <azoth/pool/pool_listener.hpp>

namespace azoth {

std::string_view close_reason_name(CloseReason reason) noexcept {
    switch (reason) {
        case CloseReason::overflow: return "overflow";
        case CloseReason::recycled: return "recycled";
        case CloseReason::not_pooled: return "not_pooled";
        case CloseReason::rejected: return "rejected";
        case CloseReason::disposed: return "disposed";
        case CloseReason::invalidated: return "invalidated";
        case CloseReason::stale: return "stale";
        case CloseReason::ping_failed: return "ping_failed";
        case CloseReason::reset_failed: return "reset_failed";
    }
    return {};
}

PoolListener::~PoolListener() = default;
void PoolListener::on_connect(const PoolEvent&, bool) {}
void PoolListener::on_checkout(const PoolEvent&) {}
void PoolListener::on_checkin(const PoolEvent&) noexcept {}
bool PoolListener::on_reset(const PoolEvent&, bool clean) noexcept {
    return clean;
}
void PoolListener::on_soft_invalidate(const PoolEvent&) noexcept {}
void PoolListener::on_invalidate(const PoolEvent&, CloseReason) noexcept {}
void PoolListener::on_detach(const PoolEvent&) noexcept {}
void PoolListener::on_close(const PoolEvent&, CloseReason) noexcept {}
void PoolListener::on_close_detached(const PoolEvent&) noexcept {}

}  // namespace azoth
