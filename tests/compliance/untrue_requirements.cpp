// SPDX-License-Identifier: MIT
// Answers that are not true of SQLite: the suites must notice.
#include <azoth/compliance/requirements.hpp>

namespace azoth::compliance {

namespace {

class UntrueRequirements final : public Requirements {
public:
    std::string_view dialect() const override { return "sqlite"; }
    std::vector<Target> targets() const override { return {{"memory", "sqlite://", {}, true}}; }
    Answer answer(Question question) const override {
        if (question == Question::text_with_nul) return {false, "untrue: it holds U+0000"};
        return {};
    }
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<UntrueRequirements>();
}

}  // namespace azoth::compliance
