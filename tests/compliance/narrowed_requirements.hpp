// SPDX-License-Identifier: MIT
#pragma once

#include <azoth/compliance/requirements.hpp>
#include <azoth/types/types.hpp>

namespace azoth::compliance {

/// What SQLite answers however narrow its ledger is made.
class NarrowedRequirements : public Requirements {
public:
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
        if (type.kind() == TypeKind::enum_ && !has_checks()) return {false, "it has no CHECK"};
        return {};
    }

protected:
    [[nodiscard]] virtual bool has_checks() const noexcept = 0;
};

}  // namespace azoth::compliance
