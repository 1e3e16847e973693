// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/azoth.hpp>
#include <azoth/compliance/requirements.hpp>

namespace azoth::compliance {

/// What a test works on: one target's engine, the answers, and tables that are gone afterwards.
/// Single-threaded.
class Bench {
public:
    Bench(const Requirements& requirements, Target target);

    [[nodiscard]] const Requirements& requirements() const noexcept { return *requirements_; }
    [[nodiscard]] const Target& target() const noexcept { return target_; }
    /// Made when it is first asked for; throws what create_engine() throws.
    [[nodiscard]] Engine& engine();
    /// Another engine of the same database.
    [[nodiscard]] Engine make_engine(EngineOptions options) const;

    /// Whether the connected server's ledger says yes: to the capability, and to what it is a form
    /// of. A ledger without WITH may grant MATERIALIZED; nothing comes of it.
    [[nodiscard]] bool supports(compile::Capability capability);
    /// Records that the question was asked, for the table at the end.
    [[nodiscard]] Answer answer(Question question) const;

    /// The engine that makes what tests read: engine(), unless the target only reads.
    [[nodiscard]] Engine& writer();
    /// Puts rows where tests read them: `work` in a transaction, where the database has such.
    void write(const std::function<void(Connection&)>& work);

    /// Drops what an earlier run left, creates, and drops again when the test has ended.
    void create(const MetaData& metadata);
    /// The same for a name alone, of a table that the test makes by itself.
    void drop_later(const MetaData& metadata);
    /// Called when a test has ended and its connections are gone.
    void clean();

private:
    const Requirements* requirements_;
    Target target_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Engine> writer_;
    std::vector<MetaData> created_;
};

/// What a call threw, taken apart. `category` is empty if nothing was thrown.
struct Caught {
    std::string category;
    std::string code;
    std::string text;
    ErrorDetails details;
};

template <class Work>
[[nodiscard]] Caught caught(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        return {std::string(error.category()), error.code(), error.what(), error.details()};
    }
    return {};
}

}  // namespace azoth::compliance
