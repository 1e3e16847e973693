// SPDX-License-Identifier: MIT
#include <azoth/error/error.hpp>

#include <gtest/gtest.h>

#include <concepts>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace azoth;

// Caught by meaning: each class below its parent, and nothing below two.
static_assert(std::derived_from<Error, std::exception>);
static_assert(std::derived_from<ArgumentError, Error>);
static_assert(std::derived_from<UrlError, Error> && !std::derived_from<UrlError, ArgumentError>);
static_assert(std::derived_from<PluginError, Error>);
static_assert(std::derived_from<CompileError, Error>);
static_assert(std::derived_from<NoResultFound, InvalidRequestError>);
static_assert(std::derived_from<MultipleResultsFound, InvalidRequestError>);
static_assert(std::derived_from<ConversionError, Error>);
static_assert(std::derived_from<TimeoutError, Error> &&
              !std::derived_from<TimeoutError, DatabaseError>);
static_assert(std::derived_from<IntegrityError, DatabaseError>);
static_assert(std::derived_from<OperationalError, DatabaseError>);
static_assert(std::derived_from<DisconnectError, OperationalError>);
static_assert(std::derived_from<TransactionRollbackError, OperationalError>);
static_assert(std::derived_from<CommitUnknownError, OperationalError> &&
              !std::derived_from<CommitUnknownError, DisconnectError>);
static_assert(std::derived_from<ProgrammingError, DatabaseError>);
static_assert(std::derived_from<DataError, DatabaseError>);
static_assert(std::derived_from<NotSupportedError, DatabaseError>);
static_assert(std::derived_from<InternalError, DatabaseError>);
static_assert(std::derived_from<OrmError, Error>);
// A copy never throws: an exception is copied when it is caught by value or kept.
static_assert(std::is_nothrow_copy_constructible_v<IntegrityError>);
static_assert(std::is_nothrow_copy_assignable_v<Error>);

template <class Thrown, class Caught>
std::string catch_as() {
    try {
        throw Thrown("some_code", "a sentence");
    } catch (const Caught& error) {
        return std::string(error.category());
    } catch (...) {
        return "not caught";
    }
}

TEST(Error, IsCaughtByMeaning) {
    EXPECT_EQ((catch_as<IntegrityError, IntegrityError>()), "IntegrityError");
    EXPECT_EQ((catch_as<IntegrityError, DatabaseError>()), "IntegrityError");
    EXPECT_EQ((catch_as<DisconnectError, OperationalError>()), "DisconnectError");
    EXPECT_EQ((catch_as<NoResultFound, InvalidRequestError>()), "NoResultFound");
    EXPECT_EQ((catch_as<TimeoutError, Error>()), "TimeoutError");
    EXPECT_EQ((catch_as<Error, Error>()), "Error");
    EXPECT_EQ((catch_as<ArgumentError, DatabaseError>()), "not caught");
    EXPECT_EQ((catch_as<TransactionRollbackError, DisconnectError>()), "not caught");
}

TEST(Error, EveryClassNamesItself) {
    EXPECT_EQ(ArgumentError("c", "m").category(), "ArgumentError");
    EXPECT_EQ(UrlError("c", "m").category(), "UrlError");
    EXPECT_EQ(PluginError("c", "m").category(), "PluginError");
    EXPECT_EQ(CompileError("c", "m").category(), "CompileError");
    EXPECT_EQ(InvalidRequestError("c", "m").category(), "InvalidRequestError");
    EXPECT_EQ(MultipleResultsFound("c", "m").category(), "MultipleResultsFound");
    EXPECT_EQ(ConversionError("c", "m").category(), "ConversionError");
    EXPECT_EQ(DatabaseError("c", "m").category(), "DatabaseError");
    EXPECT_EQ(OperationalError("c", "m").category(), "OperationalError");
    EXPECT_EQ(TransactionRollbackError("c", "m").category(), "TransactionRollbackError");
    EXPECT_EQ(CommitUnknownError("c", "m").category(), "CommitUnknownError");
    EXPECT_EQ(ProgrammingError("c", "m").category(), "ProgrammingError");
    EXPECT_EQ(DataError("c", "m").category(), "DataError");
    EXPECT_EQ(NotSupportedError("c", "m").category(), "NotSupportedError");
    EXPECT_EQ(InternalError("c", "m").category(), "InternalError");
    EXPECT_EQ(OrmError("c", "m").category(), "OrmError");
}

TEST(Error, TellsTheWholeStory) {
    ErrorDetails details;
    details.hint = "make it unique";
    details.sqlstate = "23505";
    details.server_message = "duplicate key";
    details.statement = "INSERT INTO t VALUES (?)";
    details.parameters = "[1]";
    details.phase = Phase::execute;
    const IntegrityError error("unique_violation", "the row exists", details);
    EXPECT_EQ(error.code(), "unique_violation");
    EXPECT_EQ(error.message(), "the row exists");
    EXPECT_STREQ(error.what(),
                 "the row exists [unique_violation]\n"
                 "  server: duplicate key\n"
                 "  sqlstate: 23505\n"
                 "  hint: make it unique\n"
                 "  phase: execute\n"
                 "  statement: INSERT INTO t VALUES (?)\n"
                 "  parameters: [1]");
}

TEST(Error, SaysNothingOfWhatItDoesNotKnow) {
    EXPECT_STREQ(Error("code", "sentence").what(), "sentence [code]");
    EXPECT_FALSE(Error("code", "sentence").details().retryable);
    EXPECT_EQ(Error("code", "sentence").details().offset, std::nullopt);
}

TEST(Error, AnOuterLayerAddsWhatItKnows) {
    ProgrammingError error("syntax", "bad SQL");
    error.attach_statement("SELECT", "hidden", Phase::prepare);
    EXPECT_EQ(error.details().statement, "SELECT");
    EXPECT_EQ(error.details().parameters, "hidden");
    EXPECT_EQ(error.details().phase, Phase::prepare);
    EXPECT_NE(std::string(error.what()).find("statement: SELECT"), std::string::npos);
}

TEST(Error, TheInnermostLayerWins) {
    ErrorDetails details;
    details.statement = "INNER";
    details.phase = Phase::fetch;
    DataError error("code", "sentence", details);
    error.attach_statement("OUTER", "[outer]", Phase::execute);
    EXPECT_EQ(error.details().statement, "INNER");
    EXPECT_EQ(error.details().parameters, "");
    EXPECT_EQ(error.details().phase, Phase::fetch);
}

TEST(Error, AttachingReachesACatcherFurtherOut) {
    try {
        try {
            throw DataError("code", "sentence");
        } catch (Error& error) {
            error.attach_statement("SELECT 1", "", Phase::execute);
            throw;
        }
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.details().statement, "SELECT 1");
        EXPECT_EQ(error.category(), "DataError");
    }
}

TEST(Error, PhasesHaveNames) {
    EXPECT_EQ(phase_name(Phase::none), "");
    EXPECT_EQ(phase_name(Phase::connect), "connect");
    EXPECT_EQ(phase_name(Phase::prepare), "prepare");
    EXPECT_EQ(phase_name(Phase::bind), "bind");
    EXPECT_EQ(phase_name(Phase::execute), "execute");
    EXPECT_EQ(phase_name(Phase::fetch), "fetch");
    EXPECT_EQ(phase_name(Phase::commit), "commit");
    EXPECT_EQ(phase_name(Phase::rollback), "rollback");
}

}  // namespace
