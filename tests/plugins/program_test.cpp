// SPDX-License-Identifier: MIT
// The commands `azoth plugins list` and `azoth plugins doctor`, as a person runs them.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "yard.hpp"

namespace {

struct Outcome {
    int status = -1;
    std::string output;
};

/// Runs a program with both its output streams captured, as `user` if that is not 0.
Outcome run(std::vector<std::string> arguments, uid_t user = 0) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) return {};
    const pid_t child = fork();
    if (child == 0) {
        dup2(pipe[1], STDOUT_FILENO);
        dup2(pipe[1], STDERR_FILENO);
        close(pipe[0]);
        close(pipe[1]);
        std::vector<char*> raw;
        for (auto& argument : arguments) raw.push_back(argument.data());
        raw.push_back(nullptr);
        if (user == 0 || setuid(user) == 0) execv(raw[0], raw.data());
        _exit(127);
    }
    close(pipe[1]);
    Outcome outcome;
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; (got = read(pipe[0], buffer.data(), buffer.size())) > 0;)
        outcome.output.append(buffer.data(), static_cast<std::size_t>(got));
    close(pipe[0]);
    int status = 0;
    waitpid(child, &status, 0);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

void expect_said(const Outcome& outcome, const std::vector<std::string>& said) {
    for (const auto& text : said)
        EXPECT_NE(outcome.output.find(text), std::string::npos) << text << "\nin\n"
                                                                << outcome.output;
}

TEST(Program, List) {
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    yard.put("driver", "libazoth_keeper.so");
    yard.put("epoch", "libazoth_wild.so");
    const zoo::Environment path("AZOTH_PLUGIN_PATH", "relative:" + yard.path());
    const Outcome outcome = run({AZOTH_PROGRAM, "plugins", "list"});
    EXPECT_EQ(outcome.status, 0);
    expect_said(outcome,
                {"relative (AZOTH_PLUGIN_PATH)\n    refused [plugin_path_not_absolute]",
                 yard.path() + " (AZOTH_PLUGIN_PATH)",
                 "dialect tame (schemes docile, tame)\n    " + yard.file("libazoth_tame.so"),
                 "driver keeper (for tame, wild)",
                 yard.file("libazoth_wild.so") + "\n    refused [plugin_abi_mismatch]"});
    EXPECT_EQ(yard.code_runs(), 0u);
}

TEST(Program, DoctorOfHealthyScheme) {
    const zoo::Yard late;
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    yard.put("driver", "libazoth_keeper.so");
    late.put("tame", "libazoth_tame.so");
    late.put("driver_second", "libazoth_warden.so");
    const zoo::Environment path("AZOTH_PLUGIN_PATH", yard.path() + ":" + late.path());
    const Outcome outcome = run({AZOTH_PROGRAM, "plugins", "doctor", "docile"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.output.find("libazoth_warden.so: driver warden (for tame)\n    shadowed"),
              std::string::npos);
    expect_said(outcome, {late.file("libazoth_tame.so") + ": dialect tame",
                          "shadowed by " + yard.file("libazoth_tame.so"), "dialect tame loads",
                          "[driver_ambiguous]"});
    const Outcome chosen = run({AZOTH_PROGRAM, "plugins", "doctor", "tame+keeper"});
    EXPECT_EQ(chosen.status, 0);
    expect_said(chosen, {"driver keeper loads: nothing 1.0"});
}

TEST(Program, DoctorOfSickSchemes) {
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    yard.put("old_strings", "libazoth_wild.so");
    const zoo::Environment path("AZOTH_PLUGIN_PATH", yard.path());
    const Outcome refused = run({AZOTH_PROGRAM, "plugins", "doctor", "feral"});
    EXPECT_EQ(refused.status, 1);
    expect_said(refused, {"refused [plugin_abi_mismatch]", "string ABI cowstrings"});

    const Outcome driverless = run({AZOTH_PROGRAM, "plugins", "doctor", "tame"});
    EXPECT_EQ(driverless.status, 1);
    expect_said(driverless, {"dialect tame loads", "[driver_not_found]"});

    const Outcome unknown = run({AZOTH_PROGRAM, "plugins", "doctor", "tme+keeper"});
    EXPECT_EQ(unknown.status, 1);
    expect_said(unknown, {"[dialect_not_found]", "did you mean \"tame\"?"});
}

TEST(Program, NeedsACommand) {
    EXPECT_NE(run({AZOTH_PROGRAM}).status, 0);
    EXPECT_NE(run({AZOTH_PROGRAM, "plugins", "doctor"}).status, 0);
    EXPECT_EQ(run({AZOTH_PROGRAM, "--help"}).status, 0);
}

// A tree that somebody else built: root may run it, since the plugin's owner is the library's too.
TEST(Program, ATreeOfAnotherUser) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
    constexpr uid_t builder = 65534;
    const zoo::Yard yard;
    const std::filesystem::path home = std::filesystem::path(yard.path()).parent_path();
    const std::string library = home / std::filesystem::path(AZOTH_LIBRARY).filename();
    std::filesystem::copy_file(AZOTH_LIBRARY, library);
    for (const std::string& path :
         {home.string(), library, yard.path(), yard.put("tame", "libazoth_tame.so")})
        ASSERT_EQ(chown(path.c_str(), builder, builder), 0);
    const zoo::Environment path("AZOTH_PLUGIN_PATH", yard.path());
    const zoo::Environment libraries("LD_LIBRARY_PATH", home);

    const Outcome theirs = run({AZOTH_PROGRAM, "plugins", "doctor", "tame"});
    expect_said(theirs, {"dialect tame loads"});

    ASSERT_EQ(chown(library.c_str(), 0, 0), 0);
    const Outcome ours = run({AZOTH_PROGRAM, "plugins", "doctor", "tame"});
    EXPECT_EQ(ours.status, 1);
    expect_said(ours, {"[plugin_untrusted_path]", "belongs to user 65534"});
}

// A set-user-ID copy of the program does not listen to its caller's environment.
TEST(Program, SecureExecution) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can make a set-user-ID program for root";
    const zoo::Yard yard;
    yard.put("tame", "libazoth_tame.so");
    const std::filesystem::path home = std::filesystem::path(yard.path()).parent_path();
    ASSERT_EQ(chmod(home.c_str(), 0755), 0);
    ASSERT_EQ(chmod(yard.path().c_str(), 0755), 0);
    const std::string program = home / "azoth";
    std::filesystem::copy_file(AZOTH_PROGRAM, program);
    const zoo::Environment path("AZOTH_PLUGIN_PATH", yard.path());

    ASSERT_EQ(chmod(program.c_str(), 0755), 0);
    const Outcome usual = run({program, "plugins", "list"}, 65534);
    if (usual.status == 127) GTEST_SKIP() << "another user cannot read the build tree";
    expect_said(usual, {yard.path()});

    ASSERT_EQ(chmod(program.c_str(), 04755), 0);
    const Outcome secure = run({program, "plugins", "list"}, 65534);
    EXPECT_EQ(secure.status, 0) << secure.output;
    EXPECT_EQ(secure.output.find(yard.path()), std::string::npos) << secure.output;
}

}  // namespace
