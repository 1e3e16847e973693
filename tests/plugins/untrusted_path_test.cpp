// SPDX-License-Identifier: MIT
// Places where a stranger could have put a plugin, and names that depend on where a program runs.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "yard.hpp"

namespace {

namespace fs = std::filesystem;
using zoo::Yard;

constexpr uid_t stranger = 65534;

/// A yard in which the tame plugin lies ready.
class UntrustedPath : public testing::Test {
protected:
    UntrustedPath() : file_(yard_.put("tame", "libazoth_tame.so")) {}

    void expect_untrusted(const std::string& component, const std::string& reason) const {
        const azoth::PluginError error = zoo::load_failure({yard_.path()}, "tame");
        EXPECT_EQ(error.code(), "plugin_untrusted_path") << error.what();
        EXPECT_NE(error.message().find(component + " " + reason), std::string::npos)
            << error.what();
        EXPECT_EQ(yard_.code_runs(), 0u);
    }

    void expect_loads() const {
        azoth::DialectRegistry registry;
        registry.add_directory(yard_.path());
        EXPECT_TRUE(registry.load_dialect("tame"));
        EXPECT_EQ(yard_.code_runs(), 1u);
    }

    Yard yard_;
    std::string file_;
};

TEST_F(UntrustedPath, ControlLoads) {
    expect_loads();
}

TEST_F(UntrustedPath, FileWritableByEverybody) {
    ASSERT_EQ(chmod(file_.c_str(), 0666), 0);
    expect_untrusted(file_, "is writable by everybody");
}

TEST_F(UntrustedPath, DirectoryWritableByEverybody) {
    ASSERT_EQ(chmod(yard_.path().c_str(), 0777), 0);
    expect_untrusted(yard_.path(), "is writable by everybody");
    ASSERT_EQ(chmod(yard_.path().c_str(), 01777), 0);
    expect_untrusted(yard_.path(), "is writable by everybody");
}

TEST_F(UntrustedPath, AncestorWritableByEverybody) {
    const std::string parent = fs::path(yard_.path()).parent_path();
    ASSERT_EQ(chmod(parent.c_str(), 0777), 0);
    expect_untrusted(parent, "is writable by everybody");
}

TEST_F(UntrustedPath, StickyAncestorIsFine) {
    ASSERT_EQ(chmod(fs::path(yard_.path()).parent_path().c_str(), 01777), 0);
    expect_loads();
}

TEST_F(UntrustedPath, GroupOfOthers) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can give files to other groups";
    ASSERT_EQ(chown(file_.c_str(), 0, stranger), 0);
    ASSERT_EQ(chmod(file_.c_str(), 0664), 0);
    expect_untrusted(file_, "is writable by a group");
}

TEST_F(UntrustedPath, OwnersPrivateGroupIsFine) {
    if (geteuid() != 0) GTEST_SKIP() << "needs a user whose private group is known";
    ASSERT_EQ(chmod(file_.c_str(), 0664), 0);
    ASSERT_EQ(chmod(yard_.path().c_str(), 0775), 0);
    expect_loads();
}

TEST_F(UntrustedPath, OwnerOfFile) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
    ASSERT_EQ(chown(file_.c_str(), stranger, 0), 0);
    expect_untrusted(file_, "belongs to user 65534");
}

TEST_F(UntrustedPath, OwnerOfDirectory) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
    ASSERT_EQ(chown(yard_.path().c_str(), stranger, 0), 0);
    expect_untrusted(yard_.path(), "belongs to user 65534");
}

TEST_F(UntrustedPath, OwnerOfAncestor) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
    const std::string parent = fs::path(yard_.path()).parent_path();
    ASSERT_EQ(chown(parent.c_str(), stranger, 0), 0);
    expect_untrusted(parent, "belongs to user 65534");
}

TEST_F(UntrustedPath, LinkOutOfTheDirectory) {
    const std::string inside = yard_.make_directory("inside");
    fs::create_symlink(file_, inside + "/libazoth_tame.so");
    const azoth::PluginError error = zoo::load_failure({inside}, "tame");
    EXPECT_EQ(error.code(), "plugin_untrusted_path");
    EXPECT_NE(error.message().find("leaves its directory, to " + file_), std::string::npos);
    EXPECT_EQ(yard_.code_runs(), 0u);
}

TEST_F(UntrustedPath, LinkInsideTheDirectoryIsFine) {
    fs::rename(file_, yard_.file("tame-1.2.3"));
    fs::create_symlink("tame-1.2.3", file_);
    expect_loads();
}

TEST_F(UntrustedPath, LinkedDirectoryIsJudgedByItsTarget) {
    const std::string link = fs::path(yard_.path()).parent_path() / "link";
    fs::create_symlink(yard_.path(), link);
    azoth::DialectRegistry registry;
    registry.add_directory(link);
    EXPECT_TRUE(registry.load_dialect("tame"));

    ASSERT_EQ(chmod(yard_.path().c_str(), 0777), 0);
    EXPECT_EQ(zoo::load_failure({link}, "tame").code(), "plugin_untrusted_path");
}

// Given in code, a name that is not absolute is an error at once …
TEST_F(UntrustedPath, RelativeInCode) {
    fs::current_path(yard_.path());
    azoth::DialectRegistry registry;
    for (const char* name : {"libazoth_tame.so", "./libazoth_tame.so", "../plugins", ""}) {
        EXPECT_EQ(zoo::failure_of([&] { registry.add_file(name); }).code(),
                  "plugin_path_not_absolute");
        EXPECT_EQ(zoo::failure_of([&] { registry.add_directory(name); }).code(),
                  "plugin_path_not_absolute");
    }
    EXPECT_EQ(yard_.code_runs(), 0u);
    fs::current_path("/");
}

// … and in the environment it is passed over, and said so.
TEST_F(UntrustedPath, RelativeInTheEnvironment) {
    fs::current_path(yard_.path());
    const zoo::Environment path("AZOTH_PLUGIN_PATH", "plugins:.:../plugins::");
    const azoth::PluginError error = zoo::load_failure({}, "tame");
    EXPECT_EQ(error.code(), "dialect_not_found");
    for (const char* said : {"plugins (AZOTH_PLUGIN_PATH) refused [plugin_path_not_absolute]",
                             "../plugins (AZOTH_PLUGIN_PATH) refused [plugin_path_not_absolute]"})
        EXPECT_NE(error.message().find(said), std::string::npos) << error.what();
    EXPECT_EQ(yard_.code_runs(), 0u);
    fs::current_path("/");
}

TEST_F(UntrustedPath, SchemeIsNeverAPath) {
    azoth::DialectRegistry registry;
    registry.add_directory(yard_.path());
    for (const std::string& scheme : {std::string("../plugins/tame"), file_, std::string("TAME"),
                                      std::string("tame\0x", 6), std::string()}) {
        const azoth::PluginError error =
            zoo::failure_of([&] { (void)registry.load_dialect(scheme); });
        EXPECT_EQ(error.code(), "dialect_not_found");
    }
    EXPECT_EQ(yard_.code_runs(), 0u);
}

// A file given by path is checked like any other, and its directory too.
TEST_F(UntrustedPath, GivenFile) {
    azoth::DialectRegistry registry;
    const std::string odd = yard_.put("tame", "any-name.bin");
    registry.add_file(odd);
    EXPECT_TRUE(registry.load_dialect("docile"));

    ASSERT_EQ(chmod(odd.c_str(), 0666), 0);
    EXPECT_EQ(zoo::failure_of([&] { registry.add_file(odd); }).code(), "plugin_untrusted_path");
    ASSERT_EQ(chmod(odd.c_str(), 0600), 0);
    ASSERT_EQ(chmod(yard_.path().c_str(), 0777), 0);
    EXPECT_EQ(zoo::failure_of([&] { registry.add_file(odd); }).code(), "plugin_untrusted_path");
    EXPECT_EQ(zoo::failure_of([&] { registry.add_file("/nowhere/at/all.so"); }).code(),
              "plugin_bad_file");
}

}  // namespace
