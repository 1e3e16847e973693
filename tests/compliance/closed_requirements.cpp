// SPDX-License-Identifier: MIT
// A database that can next to nothing: SQLite behind a ledger whose answers are no. Every refusal
// is tested, and queries need none of what is missing: no transactions, no keys, no RETURNING.
#include <azoth/compliance/requirements.hpp>

#include <azoth/compile/ledger.hpp>
#include <azoth/types/types.hpp>

#include "narrowed_dialect.hpp"

namespace azoth::compliance {

namespace {

class ClosedRequirements final : public Requirements {
public:
    ClosedRequirements() {
        add_narrowed_sqlite("closed", "closed", [](const compile::Ledger& open) {
            compile::Ledger ledger("closed", open.version());
            // Without it a column needs a length, which the kit's columns do not always have.
            ledger.allow(compile::Capability::string_without_length);
            return ledger;
        });
    }
    std::string_view dialect() const override { return "closed"; }
    std::vector<Target> targets() const override { return {{"memory", "closed://", {}, true}}; }
    std::vector<Badge> claims() const override { return {Badge::core_read}; }
    Answer answer(Question question) const override {
        switch (question) {
            case Question::unsigned_64_bits: return {false, "its integers are signed"};
            case Question::negative_zero: return {false, "whole reals are stored as integers"};
            case Question::like_minds_case: return {false, "LIKE folds ASCII"};
            case Question::names_differ_by_case: return {false, "it folds ASCII in names"};
            default: return {};
        }
    }
    Answer stores(const SqlType& type) const override {
        if (type.kind() == TypeKind::array) return {false, "it has no arrays"};
        if (type.kind() == TypeKind::enum_) return {false, "it has no CHECK"};
        return {};
    }
    std::vector<Isolation> isolation_levels() const override { return {}; }
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<ClosedRequirements>();
}

}  // namespace azoth::compliance
