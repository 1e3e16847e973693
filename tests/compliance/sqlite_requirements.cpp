// SPDX-License-Identifier: MIT
// SQLite's answers: a file that is made anew, and a database in memory.
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include <azoth/compliance/requirements.hpp>
#include <azoth/types/types.hpp>

namespace azoth::compliance {

namespace {

class SqliteRequirements final : public Requirements {
public:
    SqliteRequirements()
        : file_(std::filesystem::temp_directory_path() /
                ("azoth_compliance_" + std::to_string(::getpid()) + ".db")) {}
    ~SqliteRequirements() override {
        std::error_code ignored;
        std::filesystem::remove(file_, ignored);
    }

    std::string_view dialect() const override { return "sqlite"; }
    std::vector<Target> targets() const override {
        return {{"file", "sqlite:///" + file_.string()}, {"memory", "sqlite://", {}, true}};
    }
    std::vector<Badge> claims() const override {
        return {Badge::core_read, Badge::core_write, Badge::transactions, Badge::schema,
                Badge::reflect};
    }
    Answer answer(Question question) const override {
        switch (question) {
            case Question::unsigned_64_bits:
                return {false, "its integers are signed; what does not fit is refused"};
            case Question::negative_zero:
                return {false,
                        "whole reals are stored as integers; the sign is not lost, but refused"};
            case Question::like_minds_case: return {false, "LIKE folds ASCII"};
            case Question::names_differ_by_case: return {false, "it folds ASCII in names"};
            default: return {};
        }
    }
    Answer stores(const SqlType& type) const override {
        if (type.kind() == TypeKind::array) return {false, "it has no arrays"};
        return {};
    }
    SqlType reflected(const SqlType& type) const override {
        if (type.kind() == TypeKind::enum_) return String{5};  // text with a CHECK
        return type;
    }
    std::string binary_collation() const override { return "BINARY"; }
    std::vector<Isolation> isolation_levels() const override {
        return {Isolation::read_uncommitted, Isolation::serializable};
    }

private:
    std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<SqliteRequirements>();
}

}  // namespace azoth::compliance
