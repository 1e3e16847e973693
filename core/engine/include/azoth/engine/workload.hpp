// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/dialect/portability.hpp>
#include <azoth/engine/events.hpp>
#include <azoth/error/export.hpp>

namespace azoth {

class Engine;
class MetaData;
class Statement;

/// A place in the program's text. (Not every compiler has `std::source_location`.)
struct SourceLine {
    const char* file = "";
    unsigned line = 0;

    [[nodiscard]] static constexpr SourceLine here(const char* file = __builtin_FILE(),
                                                   unsigned line = __builtin_LINE()) noexcept {
        return {file, line};
    }
};

/// The statements and tables of a program, to be held against servers that are not at hand:
///
///     Workload workload;
///     workload.add(metadata);
///     workload.record(engine);  // then run what there is to run, such as the program's tests
///     std::cout << check_portability(workload, {{"mysql", "5.7"}, {"postgresql", "9.3"}});
///
/// check_portability() is in <azoth/plugins/load_dialect.hpp>. A handle; copies share everything.
/// Thread-safe.
class AZOTH_EXPORT Workload {
public:
    Workload();

    /// A statement, under a name for people; without one it goes by its SQL.
    void add(const Statement& statement, std::string_view name = {},
             SourceLine place = SourceLine::here());
    /// All tables, sequences and views, as they are when they are checked.
    void add(const MetaData& metadata);
    /// Every statement that the engine begins to execute from here on, once for its structure
    /// whatever its values. Not what is refused before it is sent, and neither scripts nor DDL.
    /// Those of sessions are among them, and the RETURNING of a flush is held against no server:
    /// where there is none, a flush reads back what the database made. Ends with
    /// `engine.unlisten(id)`.
    ListenerId record(Engine& engine);

    /// Statements that are there, each structure once.
    [[nodiscard]] std::size_t size() const;
    /// Those among them with SQL as text, or functions and operators by name, into which nobody
    /// looks.
    [[nodiscard]] std::vector<std::string> unchecked() const;
    /// What one server would not run.
    [[nodiscard]] PortabilityAnswer check(const Dialect& dialect,
                                          const ToSqlOptions& options = {}) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace azoth
