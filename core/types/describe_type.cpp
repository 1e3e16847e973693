// SPDX-License-Identifier: MIT
#include <azoth/types/sql_type.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/types/type_detail.hpp>
#include <azoth/value/describe.hpp>

namespace azoth {

namespace {

std::string quoted(std::string_view text) {
    return describe(ValueView{text});
}

std::string arguments(const SqlType& type) {
    std::string out;
    if (type.kind() == TypeKind::custom) {
        out = type.name();
    } else if (type.kind() == TypeKind::array) {
        out = type.item().describe();
        if (type.dimensions() > 1) out.append(", ").append(std::to_string(type.dimensions()));
    }
    for (const std::string& label : type.labels()) {
        if (!out.empty()) out.append(", ");
        out.append(quoted(label));
    }
    if (const auto length = type.length(); length && type.kind() != TypeKind::enum_)
        out = std::to_string(*length);
    if (const auto precision = type.precision()) out = std::to_string(*precision);
    if (const auto scale = type.scale()) out.append(", ").append(std::to_string(*scale));
    return out;
}

}  // namespace

std::string SqlType::describe() const {
    if (is_exact() && kind_ != TypeKind::custom) {
        return "CustomType(" + std::string(name()) + ", " + as_generic().describe() + ")";
    }
    std::string out(is_binary_json() ? "Jsonb" : type_kind_name(kind_));
    const std::string inside = arguments(*this);
    if (!inside.empty() && out.ends_with(')')) {  // DateTime(with_timezone)
        out.insert(out.size() - 1, ", " + inside);
    } else if (!inside.empty()) {
        out.append("(").append(inside).append(")");
    }
    if (kind_ == TypeKind::enum_ && !name().empty()) out.append(" named ").append(quoted(name()));
    if (kind_ == TypeKind::enum_ && length())
        out.append(" of length ").append(std::to_string(*length()));
    if (!collation().empty()) out.append(" collated ").append(quoted(collation()));
    if (!collation_schema().empty()) out.append(" of ").append(quoted(collation_schema()));
    if (decorator() != nullptr) out.append(" through ").append(decorator()->name());
    if (!detail_) return out;
    for (const auto& variant : detail_->variants)
        out.append(", on ").append(variant.dialect).append(" ").append(variant.type.describe());
    return out;
}

}  // namespace azoth
