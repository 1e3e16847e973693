// SPDX-License-Identifier: MIT
#include <chrono>
#include <random>
#include <thread>

#include <azoth/engine/engine.hpp>

#include "connection_core.hpp"
#include "engine_core.hpp"
#include "retry_schedule.hpp"

/// A unit of work, run until it goes well or must not be run again.
namespace azoth {

namespace {

/// Seldom enough to ask the system each time; a state of our own would be shared across fork().
std::uint64_t random_number() {
    std::random_device device;
    return std::uint64_t{device()} << 32U | device();
}

}  // namespace

void Engine::run_again(const RetryPolicy& policy, const ConnectOptions& options,
                       const Handler<Connection&>& work) const {
    detail::RetrySchedule schedule(policy);
    for (;;) {
        std::int64_t pause = 0;
        std::shared_ptr<detail::ConnectionCore> core;
        try {
            Connection connection = connect(options);
            core = connection.core_;
            Transaction transaction = connection.begin();
            work(connection);
            transaction.commit();
            return;
        } catch (Error& error) {
            const int attempt = schedule.attempt();
            // Work that has committed a part of itself is no whole any more.
            const bool is_undone = core == nullptr || !core->may_have_committed();
            if (!is_undone || !schedule.allows(error)) {
                error.attach_attempts(attempt);
                throw;
            }
            pause = schedule.next(random_number());
            if (core_->observers.active()) {
                core_->observers.retry({error, attempt, policy.attempts, pause});
            }
        }
        core.reset();
        if (pause > 0) std::this_thread::sleep_for(std::chrono::milliseconds(pause));
    }
}

}  // namespace azoth
