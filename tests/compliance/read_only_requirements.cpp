// SPDX-License-Identifier: MIT
// A database that only reads, made here of a SQLite file that another connection fills: what a
// warehouse or a replica is asked.
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include <azoth/compliance/requirements.hpp>
#include <azoth/types/types.hpp>

namespace azoth::compliance {

namespace {

class ReadOnlyRequirements final : public Requirements {
public:
    ReadOnlyRequirements()
        : file_(std::filesystem::temp_directory_path() /
                ("azoth_compliance_read_only_" + std::to_string(::getpid()) + ".db")) {}
    ~ReadOnlyRequirements() override {
        std::error_code ignored;
        std::filesystem::remove(file_, ignored);
    }

    std::string_view dialect() const override { return "sqlite"; }
    std::vector<Target> targets() const override {
        const std::string url = "sqlite:///" + file_.string();
        return {{.name = "file", .url = url + "?mode=ro", .writer_url = url}};
    }
    std::vector<Badge> claims() const override { return {Badge::core_read, Badge::reflect}; }
    Answer answer(Question question) const override {
        if (question == Question::like_minds_case) return {false, "LIKE folds ASCII"};
        if (question == Question::names_differ_by_case) return {false, "it folds ASCII in names"};
        return {};
    }

private:
    std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<ReadOnlyRequirements>();
}

}  // namespace azoth::compliance
