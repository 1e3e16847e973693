// SPDX-License-Identifier: MIT
#include "sighting.hpp"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include <azoth/error/error.hpp>
#include <azoth/value/convert.hpp>
#include <azoth/value/value.hpp>

#include "decimal_text.hpp"

namespace azoth::arrow {

namespace {

template <class... Kinds>
constexpr std::uint32_t bits(Kinds... kinds) noexcept {
    return ((1U << static_cast<unsigned>(kinds)) | ...);
}

constexpr std::uint32_t integers = bits(ValueKind::int64, ValueKind::uint64);

/// "int64 and text"
std::string names(std::uint32_t kinds) {
    std::string result;
    for (; kinds != 0; kinds &= kinds - 1) {
        const auto kind = static_cast<ValueKind>(std::countr_zero(kinds));
        if (!result.empty()) result += (kinds & (kinds - 1)) == 0 ? " and " : ", ";
        result += kind_name(kind);
    }
    return result;
}

}  // namespace

Sighting::Sighting(FieldType open)
    : open_(std::move(open)), digit_kinds_(integers | bits(ValueKind::decimal)) {
    if (open_.layout == Layout::undecided_decimal) {
        digit_kinds_ |= bits(ValueKind::real, ValueKind::text);
    }
}

void Sighting::see(const ValueView& cell) {
    if (cell.is_null()) return;
    kinds_ |= bits(cell.kind());
    if (cell.kind() == ValueKind::array) {
        if (elements_ == nullptr) {
            elements_ =
                std::make_unique<Sighting>(open_.item.empty() ? FieldType{} : open_.item.front());
        }
        for (const Value& element : cell.array()) elements_->see(element.view());
        return;
    }
    is_negative_ = is_negative_ || (cell.kind() == ValueKind::int64 && cell.int64() < 0);
    if ((bits(cell.kind()) & digit_kinds_) != 0) see_digits(cell);
}

void Sighting::see_digits(const ValueView& cell) {
    try {
        const DecimalText text(cell);
        whole_ = std::max(whole_, static_cast<int>(text.digits().whole.size()));
        scale_ = std::max(scale_, static_cast<int>(text.shown_scale()));
    } catch (const ConversionError&) {
        return;  // no number: refused when it is appended, where its column has a name
    }
}

FieldType Sighting::decided() const {
    switch (open_.layout) {
        case Layout::undecided: return decided_by_kind();
        case Layout::undecided_decimal: return decimal();
        case Layout::list:
            return FieldType::list_of(elements_ != nullptr
                                          ? elements_->decided()
                                          : Sighting(open_.item.front()).decided());
        default: return open_;
    }
}

FieldType Sighting::decided_by_kind() const {
    if (kinds_ == 0) return {Layout::null};
    if (std::has_single_bit(kinds_)) {
        const FieldType only = field_type(static_cast<ValueKind>(std::countr_zero(kinds_)));
        if (only.layout == Layout::undecided_decimal) return decimal();
        return only.layout == Layout::list ? FieldType::list_of(elements_->decided()) : only;
    }
    if (saw_only(integers)) return is_negative_ ? decimal() : FieldType{Layout::uint64};
    if (saw_only(integers | bits(ValueKind::real))) return {Layout::float64};
    if (saw_only(integers | bits(ValueKind::decimal))) return decimal();
    ErrorDetails details;
    details.hint = "say the column's type: cast() in the query, or text(...).columns(...)";
    throw ConversionError(
        "type_mismatch",
        "the cells are of kinds that have no Arrow type together: " + names(kinds_),
        std::move(details));
}

}  // namespace azoth::arrow
