// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <azoth/error/export.hpp>

/// The error tree, caught by meaning:
///
///     Error
///     ├─ ArgumentError            a call's arguments make no sense
///     ├─ UrlError                 a database URL that cannot be read
///     ├─ PluginError              a dialect or driver that cannot be found, trusted or loaded
///     ├─ CompileError             an expression that cannot become SQL for this dialect
///     ├─ InvalidRequestError      the right call at the wrong moment
///     │  ├─ NoResultFound         one() met no row
///     │  └─ MultipleResultsFound  one() met more than one row
///     ├─ ConversionError          a value does not fit the C++ type asked for
///     ├─ TimeoutError             a deadline passed (pool, statement, connect)
///     ├─ DatabaseError            the database or its client library refused
///     │  ├─ IntegrityError        unique, foreign key, not-null, check
///     │  ├─ OperationalError      the database's operation, not the program's logic
///     │  │  ├─ DisconnectError    the connection is gone
///     │  │  ├─ TransactionRollbackError  deadlock or serialisation failure: run the unit again
///     │  │  └─ CommitUnknownError COMMIT was sent and no answer came: neither retry nor ignore
///     │  ├─ ProgrammingError      SQL the server cannot parse, names that do not exist
///     │  ├─ DataError             a value the server refuses
///     │  ├─ NotSupportedError     the server or driver cannot do it
///     │  └─ InternalError         the server reports damage
///     └─ OrmError                 mapping and session
namespace azoth {

/// Where in a statement's life an error arose.
enum class Phase : std::uint8_t { none, connect, prepare, bind, execute, fetch, commit, rollback };

/// The name of a phase in lower case, such as "execute"; empty for `none`.
[[nodiscard]] AZOTH_EXPORT std::string_view phase_name(Phase phase) noexcept;

/// Everything an error can say beside its sentence. Every member may be empty.
/// `server_message` is the server's own text, kept apart from ours and stripped of control
/// characters; no member ever holds a secret.
struct ErrorDetails {
    std::string hint{};                   ///< what to do about it
    std::string component{};              ///< part of a URL, path or option the error is about
    std::optional<std::size_t> offset{};  ///< byte offset into the offending text
    std::string sqlstate{};               ///< five characters
    std::int64_t native_code = 0;         ///< the client library's number, 0 if none
    std::string server_message{};
    std::string statement{};
    std::string parameters{};  ///< rendered values, or "hidden"
    std::string constraint{};
    std::string table{};
    std::string column{};
    Phase phase = Phase::none;
    bool retryable = false;  ///< running the whole unit of work again may succeed
    int attempts = 1;        ///< how often it was run before the error was let out
};

/// Root of every exception this library throws. Copies share their state and never throw.
/// Thread-compatible.
class AZOTH_EXPORT Error : public std::exception {
public:
    /// `code` is a stable identifier such as `url_bad_port`; `message` a sentence for people.
    Error(std::string_view code, std::string_view message, ErrorDetails details = {});
    Error(const Error&) noexcept = default;
    Error& operator=(const Error&) noexcept = default;
    ~Error() override;

    /// The sentence, then where known the server's text, the hint, SQLSTATE and statement.
    [[nodiscard]] const char* what() const noexcept override;
    [[nodiscard]] const std::string& code() const noexcept;
    [[nodiscard]] const std::string& message() const noexcept;
    [[nodiscard]] const ErrorDetails& details() const noexcept;

    /// The name of the class in the tree, such as "IntegrityError".
    [[nodiscard]] virtual std::string_view category() const noexcept;

    /// Adds what an outer layer knows: the statement and its already redacted parameters. What is
    /// set already stays, so the innermost layer wins.
    void attach_statement(std::string_view statement, std::string_view parameters, Phase phase);
    /// The same for how often the work was run; again the innermost layer wins.
    void attach_attempts(int attempts);

private:
    struct State;
    std::shared_ptr<State> state_;
};

// Each class has its destructor and category in error.cpp: one place that holds the vtable and the
// type information, so that an exception thrown by a plugin is caught by its meaning in the host.
#define AZOTH_DECLARE_ERROR(name, base)                                    \
    class AZOTH_EXPORT name : public base {                                \
    public:                                                                \
        using base::base;                                                  \
        name(const name&) noexcept = default;                              \
        name& operator=(const name&) noexcept = default;                   \
        ~name() override;                                                  \
        [[nodiscard]] std::string_view category() const noexcept override; \
    }

AZOTH_DECLARE_ERROR(ArgumentError, Error);
AZOTH_DECLARE_ERROR(UrlError, Error);
AZOTH_DECLARE_ERROR(PluginError, Error);
AZOTH_DECLARE_ERROR(CompileError, Error);
AZOTH_DECLARE_ERROR(InvalidRequestError, Error);
AZOTH_DECLARE_ERROR(NoResultFound, InvalidRequestError);
AZOTH_DECLARE_ERROR(MultipleResultsFound, InvalidRequestError);
AZOTH_DECLARE_ERROR(ConversionError, Error);
AZOTH_DECLARE_ERROR(TimeoutError, Error);
AZOTH_DECLARE_ERROR(DatabaseError, Error);
AZOTH_DECLARE_ERROR(IntegrityError, DatabaseError);
AZOTH_DECLARE_ERROR(OperationalError, DatabaseError);
AZOTH_DECLARE_ERROR(DisconnectError, OperationalError);
AZOTH_DECLARE_ERROR(TransactionRollbackError, OperationalError);
AZOTH_DECLARE_ERROR(CommitUnknownError, OperationalError);
AZOTH_DECLARE_ERROR(ProgrammingError, DatabaseError);
AZOTH_DECLARE_ERROR(DataError, DatabaseError);
AZOTH_DECLARE_ERROR(NotSupportedError, DatabaseError);
AZOTH_DECLARE_ERROR(InternalError, DatabaseError);
AZOTH_DECLARE_ERROR(OrmError, Error);

#undef AZOTH_DECLARE_ERROR

}  // namespace azoth
