// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include <azoth/value/value_view.hpp>

#include "field_type.hpp"

namespace azoth::arrow {

/// Looks at the cells of a column whose type the statement leaves open, to decide it.
class Sighting {
public:
    explicit Sighting(FieldType open);

    void see(const ValueView& cell);
    /// The type, nothing left open. Throws `ConversionError` (`type_mismatch`) where the cells are
    /// of kinds that no type holds together.
    [[nodiscard]] FieldType decided() const;

private:
    void see_digits(const ValueView& cell);
    [[nodiscard]] FieldType decided_by_kind() const;
    [[nodiscard]] FieldType decimal() const { return FieldType::longest_decimal(whole_, scale_); }
    [[nodiscard]] bool saw_only(std::uint32_t kinds) const noexcept {
        return (kinds_ & ~kinds) == 0;
    }

    FieldType open_;
    std::uint32_t digit_kinds_;           ///< those whose digits are counted
    std::uint32_t kinds_ = 0;             ///< one bit per ValueKind, NULL left out
    bool is_negative_ = false;            ///< some integer
    int whole_ = 0;                       ///< most digits before the point
    int scale_ = 0;                       ///< most digits behind it, zeros at the end included
    std::unique_ptr<Sighting> elements_;  ///< of arrays
};

}  // namespace azoth::arrow
