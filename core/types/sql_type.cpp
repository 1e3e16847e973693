// SPDX-License-Identifier: MIT
#include <azoth/types/sql_type.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/types/type_detail.hpp>
#include <azoth/types/type_of.hpp>
#include <azoth/value/utf8.hpp>

namespace azoth {

namespace {

[[noreturn]] void refuse(std::string_view message) {
    throw ArgumentError("bad_type_argument", message);
}

std::uint32_t checked_size(TypeKind kind, std::int64_t size) {
    if (size < 0 || size >= std::int64_t{0xffff'ffff}) {
        std::string message(type_kind_name(kind));
        message.append(" cannot have the size ").append(std::to_string(size));
        refuse(message);
    }
    return static_cast<std::uint32_t>(size);
}

const TypeDetail& no_detail() {
    static const TypeDetail none;
    return none;
}

std::size_t combine(std::size_t seed, std::size_t hash) noexcept {
    return seed ^ (hash + 0x9e3779b97f4a7c15U + (seed << 6) + (seed >> 2));
}

std::size_t combine(std::size_t seed, std::string_view text) noexcept {
    return combine(seed, std::hash<std::string_view>{}(text));
}

bool same_variants(const TypeDetail& a, const TypeDetail& b) noexcept {
    return std::ranges::equal(a.variants, b.variants, [](const auto& x, const auto& y) {
        return x.dialect == y.dialect && x.type == y.type;
    });
}

ValueKind kind_of_values(TypeKind kind) noexcept {
    switch (kind) {
        case TypeKind::null_type:
        case TypeKind::custom: return ValueKind::null;
        case TypeKind::boolean: return ValueKind::boolean;
        case TypeKind::small_integer:
        case TypeKind::integer:
        case TypeKind::big_integer: return ValueKind::int64;
        case TypeKind::unsigned_big_integer: return ValueKind::uint64;
        case TypeKind::float_:
        case TypeKind::double_: return ValueKind::real;
        case TypeKind::numeric: return ValueKind::decimal;
        case TypeKind::char_:
        case TypeKind::string:
        case TypeKind::text:
        case TypeKind::enum_: return ValueKind::text;
        case TypeKind::binary:
        case TypeKind::bytes: return ValueKind::bytes;
        case TypeKind::date: return ValueKind::date;
        case TypeKind::time: return ValueKind::time;
        case TypeKind::timestamp: return ValueKind::timestamp;
        case TypeKind::timestamp_tz: return ValueKind::timestamp_tz;
        case TypeKind::interval: return ValueKind::interval;
        case TypeKind::uuid: return ValueKind::uuid;
        case TypeKind::json: return ValueKind::json;
        case TypeKind::array: return ValueKind::array;
    }
    return ValueKind::null;
}

/// Whether quotes and parentheses are closed, so that what follows is outside of them, and nothing
/// outside of quotes ends a statement or begins a comment.
bool is_one_piece(std::string_view sql) noexcept {
    char quote = '\0';
    int depth = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const char c = sql[i];
        const std::string_view pair = sql.substr(i, 2);
        if (c == '\0') return false;
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '\'' || c == '"' || c == '`') {
            quote = c;
        } else if (c == ';' || pair == "--" || pair == "/*" || pair == "*/") {
            return false;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && --depth < 0) {
            return false;
        }
    }
    return quote == '\0' && depth == 0;
}

void check_spelling(std::string_view spelling) {
    if (!spelling.empty() && is_one_piece(spelling)) return;
    refuse(
        "a type's spelling is not empty, closes its quotes and parentheses, and has no NUL, "
        "semicolon or comment");
}

void check_expression(std::string_view sql) {
    const std::size_t at = sql.find("{}");
    const bool once = at != std::string_view::npos && sql.find("{}", at + 1) == sql.npos;
    const bool has_placeholder = sql.find_first_of("?$:") != sql.npos;
    if (once && !has_placeholder && is_one_piece(sql)) return;
    throw ArgumentError("bad_type_expression",
                        "the SQL around a type's values has {} in it exactly once, and neither "
                        "placeholders nor comments: ST_GeomFromText({})");
}

bool has_length(TypeKind kind) noexcept {
    return kind == TypeKind::char_ || kind == TypeKind::string || kind == TypeKind::binary ||
           kind == TypeKind::enum_;
}

}  // namespace

SqlType::SqlType(TypeKind kind, std::int64_t size) : kind_(kind), size_(checked_size(kind, size)) {}

SqlType::SqlType(TypeKind kind, std::int64_t precision, std::int64_t scale)
    : kind_(kind), size_(checked_size(kind, precision)) {
    constexpr std::int64_t limit = 1000;  // the widest scale of any database we know: PostgreSQL
    if (precision == 0 || scale < -limit || scale > limit) {
        std::string message(type_kind_name(kind));
        message.append(" cannot have the precision ").append(std::to_string(precision));
        refuse(message.append(" and the scale ").append(std::to_string(scale)));
    }
    scale_ = static_cast<std::int16_t>(scale);
}

SqlType::SqlType(TypeKind kind, std::shared_ptr<const TypeDetail> detail) noexcept
    : kind_(kind), detail_(std::move(detail)) {}

SqlType::SqlType(std::string_view spelling, const SqlType& behaves_as) : SqlType(behaves_as) {
    check_spelling(spelling);
    if (kind_ == TypeKind::enum_) {
        refuse("an enum type has a name, not a spelling: Enum{…}.named(\"" + std::string(spelling) +
               "\")");
    }
    *this = changed([&](TypeDetail& detail) { detail.name = spelling; });
    flags_ |= exact_flag;
}

std::optional<std::uint32_t> SqlType::length() const noexcept {
    if (size_ == no_size || !has_length(kind_)) return std::nullopt;
    return size_;
}

std::optional<std::uint32_t> SqlType::precision() const noexcept {
    if (size_ == no_size || has_length(kind_)) return std::nullopt;
    return size_;
}

std::optional<int> SqlType::scale() const noexcept {
    if (scale_ == no_scale) return std::nullopt;
    return scale_;
}

std::span<const std::string> SqlType::labels() const noexcept {
    return detail_ ? detail_->labels : no_detail().labels;
}
std::string_view SqlType::name() const noexcept {
    return detail_ ? std::string_view(detail_->name) : std::string_view{};
}
std::string_view SqlType::schema() const noexcept {
    return detail_ ? std::string_view(detail_->schema) : std::string_view{};
}
const SqlType& SqlType::item() const noexcept {
    return detail_ ? detail_->item : no_detail().item;
}
int SqlType::dimensions() const noexcept {
    return detail_ ? detail_->dimensions : 0;
}
std::string_view SqlType::collation_schema() const noexcept {
    return detail_ ? std::string_view(detail_->collation_schema) : std::string_view{};
}

std::string_view SqlType::collation() const noexcept {
    return detail_ ? std::string_view(detail_->collation) : std::string_view{};
}
const TypeDecorator* SqlType::decorator() const noexcept {
    return detail_ ? detail_->decorator.get() : nullptr;
}
std::string_view SqlType::bind_expression() const noexcept {
    return detail_ ? std::string_view(detail_->bind_expression) : std::string_view{};
}
std::string_view SqlType::column_expression() const noexcept {
    return detail_ ? std::string_view(detail_->column_expression) : std::string_view{};
}

ValueKind SqlType::value_kind() const noexcept {
    if (kind_ == TypeKind::custom && detail_) return detail_->custom_kind;
    return kind_of_values(kind_);
}

bool SqlType::is_integer() const noexcept {
    return TypeKind::small_integer <= kind_ && kind_ <= TypeKind::unsigned_big_integer;
}
bool SqlType::is_number() const noexcept {
    return TypeKind::small_integer <= kind_ && kind_ <= TypeKind::numeric;
}
bool SqlType::is_text() const noexcept {
    return value_kind() == ValueKind::text;
}
bool SqlType::is_temporal() const noexcept {
    return TypeKind::date <= kind_ && kind_ <= TypeKind::interval;
}

template <class Change>
SqlType SqlType::changed(Change change) const {
    auto detail = detail_ ? std::make_shared<TypeDetail>(*detail_) : std::make_shared<TypeDetail>();
    change(*detail);
    SqlType type = *this;
    type.detail_ = std::move(detail);
    return type;
}

SqlType SqlType::with_variant(std::string_view dialect, const SqlType& variant) const {
    if (dialect.empty()) refuse("a type variant needs the name of a dialect");
    return changed([&](TypeDetail& detail) {
        auto place =
            std::ranges::lower_bound(detail.variants, dialect, {},
                                     [](const auto& v) -> std::string_view { return v.dialect; });
        if (place != detail.variants.end() && place->dialect == dialect) {
            place->type = variant;
        } else {
            detail.variants.insert(place, {std::string(dialect), variant});
        }
    });
}

const SqlType& SqlType::variant_for(std::string_view dialect) const noexcept {
    if (detail_)
        for (const auto& variant : detail_->variants)
            if (variant.dialect == dialect) return variant.type;
    return *this;
}

SqlType SqlType::with_collation(std::string_view collation, std::string_view schema) const {
    if (!is_text() && is_known()) refuse("only text types have a collation");
    return changed([&](TypeDetail& detail) {
        detail.collation = collation;
        detail.collation_schema = schema;
    });
}

SqlType SqlType::with_decorator(std::shared_ptr<const TypeDecorator> decorator) const {
    return changed([&](TypeDetail& detail) { detail.decorator = std::move(decorator); });
}

SqlType SqlType::with_bind_expression(std::string_view sql) const {
    check_expression(sql);
    return changed([&](TypeDetail& detail) { detail.bind_expression = sql; });
}

SqlType SqlType::with_column_expression(std::string_view sql) const {
    check_expression(sql);
    return changed([&](TypeDetail& detail) { detail.column_expression = sql; });
}

SqlType SqlType::named(std::string_view name, std::string_view schema) const {
    if (kind_ != TypeKind::enum_) refuse("only an enum type has a name of its own");
    return changed([&](TypeDetail& detail) {
        detail.name = name;
        detail.schema = schema;
    });
}

SqlType SqlType::moved(std::string_view from, std::string_view to) const {
    if (!detail_ || from == to) return *this;
    const bool is_moved = kind_ == TypeKind::enum_ && !name().empty() && schema() == from;
    const SqlType new_item = item().moved(from, to);
    std::vector<TypeDetail::Variant> variants = detail_->variants;
    for (auto& variant : variants) variant.type = variant.type.moved(from, to);
    const bool same_variants = std::ranges::equal(
        variants, detail_->variants, {}, &TypeDetail::Variant::type, &TypeDetail::Variant::type);
    if (!is_moved && new_item == item() && same_variants) return *this;
    return changed([&](TypeDetail& detail) {
        if (is_moved) detail.schema = to;
        detail.item = new_item;
        detail.variants = std::move(variants);
    });
}

SqlType SqlType::with_length(std::int64_t characters) const {
    if (kind_ != TypeKind::enum_) refuse("only an enum type gets its length this way");
    SqlType type = *this;
    type.size_ = checked_size(kind_, characters);
    for (const std::string& label : labels()) {
        if (utf8_length(label) > type.size_) {
            refuse("the label \"" + label + "\" is longer than " + std::to_string(characters) +
                   " characters");
        }
    }
    return type;
}

SqlType SqlType::as_text() const {
    if (kind_ != TypeKind::enum_) refuse("only an enum type can be stored as text instead");
    SqlType type = *this;
    type.flags_ |= text_enum_flag;
    return type;
}

SqlType SqlType::without_check() const {
    SqlType type = as_text();
    type.flags_ |= unchecked_flag;
    return type;
}

SqlType SqlType::as_generic() const {
    if (kind_ == TypeKind::array) {
        return changed([](TypeDetail& detail) { detail.item = detail.item.as_generic(); });
    }
    SqlType type = kind_ == TypeKind::custom ? default_type(value_kind()) : *this;
    type.flags_ &= static_cast<std::uint8_t>(~(exact_flag | binary_json_flag));
    if (!detail_) return type;
    type.detail_ = detail_;
    return type.changed([&](TypeDetail& detail) {
        if (is_exact()) detail.name.clear();
        detail.custom_kind = ValueKind::null;
        detail.collation.clear();
        detail.collation_schema.clear();
    });
}

bool SqlType::equal_details(const SqlType& other) const noexcept {
    const TypeDetail& a = detail_ ? *detail_ : no_detail();
    const TypeDetail& b = other.detail_ ? *other.detail_ : no_detail();
    return a.name == b.name && a.schema == b.schema && a.collation == b.collation &&
           a.collation_schema == b.collation_schema && a.labels == b.labels &&
           a.dimensions == b.dimensions && a.custom_kind == b.custom_kind &&
           a.decorator == b.decorator && a.bind_expression == b.bind_expression &&
           a.column_expression == b.column_expression && a.item == b.item && same_variants(a, b);
}

// Hashes what tells most types apart; equality looks at everything.
std::size_t SqlType::hash_details() const noexcept {
    // Parts that are empty leave no trace: an empty detail equals none.
    std::size_t hash = 0;
    for (const std::string_view text : {std::string_view(detail_->name), collation()})
        if (!text.empty()) hash = combine(hash, text);
    for (const std::string& label : detail_->labels) hash = combine(hash, label);
    if (kind_ == TypeKind::array)
        hash = combine(hash, detail_->item.hash() + static_cast<std::size_t>(dimensions()));
    return hash;
}

}  // namespace azoth
