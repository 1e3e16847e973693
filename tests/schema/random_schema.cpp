// SPDX-License-Identifier: MIT
#include "random_schema.hpp"

#include <cstdlib>
#include <utility>
#include <vector>

namespace azoth_test {

using namespace azoth;

namespace {

/// A table's record, part by part.
struct Parts {
    TableData data;

    void add(const ColumnData& column) {
        if (column.primary_key) data.primary_key.columns.push_back(column.name);
        data.columns.push_back(column);
    }
    void add(const UniqueConstraint& unique) { data.uniques.push_back(unique.data()); }
    void add(const CheckConstraint& check) { data.checks.push_back(check.data()); }
    void add(const ForeignKeyData& key) { data.foreign_keys.push_back(key); }
    void add(const Index& index) { data.indexes.push_back(index.data()); }
    void add(const DialectOption& option) { data.options.push_back(option); }
};

class Generator {
public:
    Generator(std::uint64_t seed, const Features& features)
        : random_(seed), features_(features), metadata_(options()) {}

    MetaData make() {
        const int count = 2 + pick(4);
        for (int i = 0; i < count; ++i) names_.push_back(name("t", i));
        for (int i = 0; i < count; ++i) make_table(i);
        if (chance(3)) make_view();
        const int sequences = features_.postgresql ? pick(4) : 0;
        for (int i = 0; i < sequences; ++i) make_sequence(i);
        return metadata_;
    }

private:
    [[nodiscard]] int pick(int below) {
        return static_cast<int>(random_() % static_cast<std::uint64_t>(below));
    }
    /// One time in so many.
    [[nodiscard]] bool chance(int in) { return pick(in) == 0; }

    [[nodiscard]] MetaDataOptions options() {
        MetaDataOptions options;
        if (chance(2)) {
            options.naming.unique = "uq_{table_name}_{column_0_N_name}";
            options.naming.foreign_key = "fk_{table_name}_{column_0_name}_{referred_table_name}";
            options.naming.primary_key = "pk_{table_name}";
        }
        return options;
    }

    /// Plain names, and some that must be quoted.
    [[nodiscard]] std::string name(const char* stem, int number) {
        static const char* const odd[] = {"", "", "", " x", "Ä", "\"q", ".d", "'s", "%"};
        return std::string(stem) + std::to_string(number) + odd[pick(9)];
    }

    [[nodiscard]] SqlType type() {
        switch (pick(features_.postgresql ? 21 : 20)) {
            case 0: return Boolean{};
            case 1: return SmallInteger{};
            case 2: return Integer{};
            case 3: return BigInteger{};
            case 4: return Numeric{10 + pick(5), pick(4)};
            case 5: return Double{};
            case 6: return String{10 + pick(100)};
            case 7: return Text{};
            case 8: return LargeBinary{};
            case 9: return DateType{};
            case 10: return DateTime{};
            case 11: return DateTime{with_timezone};
            case 12: return UuidType{};
            case 13: return Time{};
            case 14: return IntervalType{};
            case 15: return chance(2) ? SqlType(Json{}) : Jsonb{};
            case 16: return types::Decimal{5 + pick(5)};
            case 17: return types::Varchar{10 + pick(9)};
            case 18: return types::Int{};
            case 20: return Array{chance(2) ? SqlType(types::Int{}) : Text{}};
            default:
                // Shared by several tables, here a type of its own and there text.
                return chance(2) ? SqlType(Enum{"red", "it's", "blue"})
                                 : Enum{"low", "Ä", "high"}.named("Level");
        }
    }

    [[nodiscard]] Value value_of(const SqlType& type) {
        switch (type.kind()) {
            case TypeKind::boolean: return chance(2);
            case TypeKind::small_integer:
            case TypeKind::integer:
            case TypeKind::big_integer: return pick(100) - 50;
            case TypeKind::numeric: return Decimal(chance(2) ? "-12.0" : "7");
            case TypeKind::double_: return chance(2) ? -0.25 : 1e30;
            case TypeKind::string:
            case TypeKind::text: return chance(2) ? "it's \\ \"q\"" : "x";
            case TypeKind::enum_: return std::string(type.labels().front());
            case TypeKind::bytes:
                return std::vector<std::byte>{std::byte{0}, std::byte{'\''}, std::byte{0xFF}};
            case TypeKind::date: return parse_date("2024-02-29");
            case TypeKind::time: return parse_time(chance(2) ? "09:05:00" : "23:59:59.5");
            case TypeKind::timestamp: return parse_timestamp("2024-02-29 00:00:00.25");
            case TypeKind::timestamp_tz: return parse_instant("2024-02-29T12:00:00Z");
            case TypeKind::interval:
                return Interval{pick(30) - 15, pick(9) - 4, pick(9) * 1'500'000};
            case TypeKind::uuid: return parse_uuid("123e4567-e89b-12d3-a456-426614174000");
            case TypeKind::json: return JsonText{R"({"b": [1, "it's"],  "a": null})"};
            default: break;
        }
        if (type.item().is_integer()) return std::vector<std::int64_t>{1, -2};
        return std::vector<std::string>{"", "it's", "NULL", "a b", "\\\""};
    }

    [[nodiscard]] SchemaExpression default_of(const SqlType& type) {
        if (type.kind() == TypeKind::timestamp && chance(2)) {
            return SchemaExpression("CURRENT_TIMESTAMP");
        }
        return ServerDefault::of(value_of(type)).expression;
    }

    [[nodiscard]] std::string comment() {
        return chance(2) ? "it's a */ comment \\ of /* some */ length" : "plain";
    }

    [[nodiscard]] ColumnData column(const std::string& name) {
        ColumnData data;
        data.name = name;
        data.type = type();
        data.nullable = chance(2);
        if (chance(3)) data.server_default = default_of(data.type);
        if (chance(5)) data.comment = comment();
        if (chance(5) && data.type.kind() == TypeKind::text) {
            data.type = data.type.with_collation(features_.sqlite ? "NOCASE" : "C");
        }
        return data;
    }

    void make_table(int index) {
        Parts items;
        std::vector<std::string> integers;
        std::vector<std::string> texts;
        std::vector<std::string> columns;
        make_key(items, index);
        const int count = 1 + pick(6);
        for (int i = 0; i < count; ++i) {
            const ColumnData data = column(name("c", i));
            const TypeKind kind = data.type.kind();
            // Not everywhere can these be keys.
            if (kind != TypeKind::json && kind != TypeKind::array) columns.push_back(data.name);
            if (kind == TypeKind::integer || kind == TypeKind::big_integer) {
                integers.push_back(data.name);
            }
            if (kind == TypeKind::text || kind == TypeKind::string) texts.push_back(data.name);
            items.add(data);
        }
        if (!integers.empty() && chance(3)) make_computed(items, integers.front());
        if (chance(2)) make_foreign_key(items, index);
        if (!columns.empty() && chance(3)) make_unique(items, columns);
        make_checks(items, integers, texts);
        make_indexes(items, index, columns, integers, texts);
        if (chance(4)) items.data.comment = comment();
        make_options(items);
        items.data.name = names_[static_cast<std::size_t>(index)];
        apply_naming(metadata_.options().naming, items.data);
        tables_.emplace_back(std::move(items.data), metadata_);
    }

    void make_key(Parts& items, int index) {
        ColumnData id;
        id.name = "id";
        id.type = Integer{};
        id.primary_key = true;
        id.nullable = false;
        // The first table always has the plain key that foreign keys refer to.
        if (index > 0 && chance(3)) id.autoincrement = false;
        composite_ = index > 0 && chance(4);
        if (composite_) id.autoincrement = true;
        if (features_.postgresql && !composite_ && id.autoincrement && chance(3)) {
            id.identity =
                Identity{chance(2), {.start = 1 + pick(3) * 10, .increment = 1 + pick(2)}};
        }
        generates_ = id.autoincrement && !composite_;
        items.add(id);
        if (!composite_) return;
        ColumnData other;
        other.name = "part";
        other.type = String{20};
        other.primary_key = true;
        other.nullable = false;
        items.add(other);
        if (chance(2)) items.data.primary_key = {name("pk", index), {"part", "id"}};
    }

    void make_computed(Parts& items, const std::string& from) {
        ColumnData data;
        data.name = "computed";
        data.type = BigInteger{};
        const bool is_virtual = features_.sqlite && chance(2);
        data.computed = Computed(this_column(from) + pick(9), is_virtual ? virtual_column : stored);
        items.add(data);
    }

    void make_foreign_key(Parts& items, int index) {
        // To the first table, whose key has one column; among the later ones also to itself.
        ForeignKeyData key;
        ColumnData column;
        column.name = "refers";
        column.type = Integer{};
        items.add(column);
        key.columns = {"refers"};
        key.referred_table = names_[0];
        key.referred_columns = {"id"};
        if (chance(3)) key.on_delete = ReferentialAction::cascade;
        if (chance(3)) key.on_update = ReferentialAction::set_null;
        if (chance(4)) key.deferral = initially_deferred;
        if (chance(3)) key.name = name("fk", index);
        if (features_.postgresql && chance(4)) key.match = MatchType::full;
        if (features_.postgresql && chance(5)) {
            key.options.emplace_back("postgresql_not_valid", true);
        }
        items.add(key);
    }

    void make_unique(Parts& items, const std::vector<std::string>& columns) {
        UniqueConstraint unique{columns.front()};
        if (columns.size() > 1 && chance(2)) unique = UniqueConstraint{columns[1], columns[0]};
        if (chance(2)) unique = unique.named(name("uq", ++named_));
        if (features_.sqlite && chance(4)) unique = unique.option("sqlite_on_conflict", "REPLACE");
        if (features_.postgresql && chance(4)) unique = unique.with(deferrable);
        if (chance(5)) unique = unique.named(name("uq", ++named_)).comment(comment());
        items.add(unique);
    }

    void make_checks(Parts& items, const std::vector<std::string>& integers,
                     const std::vector<std::string>& texts) {
        if (!integers.empty() && chance(2)) {
            const Expr x = this_column(integers.front());
            CheckConstraint check{x > -5 && (x < 100 || x == 1000)};
            if (chance(2)) check = check.named(name("ck", ++named_));
            if (features_.postgresql && chance(4)) {
                check = check.option("postgresql_not_valid", true);
            }
            items.add(check);
        }
        if (!texts.empty() && chance(3)) {
            items.add(
                CheckConstraint{this_column(texts.front()) != "it's"}.named(name("ck", ++named_)));
        }
    }

    void make_indexes(Parts& items, int index, const std::vector<std::string>& columns,
                      const std::vector<std::string>& integers,
                      const std::vector<std::string>& texts) {
        const auto next = [&] { return name("ix", 100 * index + ++named_); };
        if (!columns.empty() && chance(2)) items.add(Index{next(), {columns.front()}});
        if (columns.size() > 1 && chance(2)) {
            items.add(Index{next(), {desc(columns[1]), columns[0]}});
        }
        if (!texts.empty() && chance(2)) {
            items.add(Index{next(), {func::lower(this_column(texts.front()))}});
        }
        if (!integers.empty() && chance(2)) {
            items.add(Index{next(), {integers.front()}, unique_index}.where(
                this_column(integers.front()) > 7));
        }
        if (features_.postgresql && !columns.empty() && chance(3)) {
            items.add(Index{next(), {desc(columns.front()).nulls_last()}}.include({"id"}));
        }
    }

    void make_options(Parts& items) {
        if (features_.sqlite && generates_ && chance(5)) {
            items.add(DialectOption{"sqlite_autoincrement", true});
        } else if (features_.sqlite && !generates_ && chance(4)) {
            items.add(DialectOption{"sqlite_without_rowid", true});
        }
        if (features_.sqlite && chance(5)) items.add(DialectOption{"sqlite_strict", true});
        // What is meant for others says nothing here.
        if (chance(4)) items.add(DialectOption{"mysql_engine", "InnoDB"});
    }

    void make_view() {
        const Table& table = tables_.front();
        const View view{"v" + std::to_string(pick(9)), metadata_,
                        select(table["id"].label("number")).where(table["id"] > pick(9))};
    }

    void make_sequence(int number) {
        SequenceData data;
        data.name = name("numbers", number);
        if (chance(2)) data.type = chance(2) ? SqlType(SmallInteger{}) : BigInteger{};
        const bool ascends = !chance(3);
        SequenceOptions& options = data.options;
        if (!ascends || chance(2)) options.increment = (ascends ? 1 : -1) * (1 + pick(3));
        // What is the rule anyway is also said in words.
        if (chance(2)) options.minimum = ascends ? 1 + pick(3) : -100 - pick(9);
        if (chance(2)) options.maximum = ascends ? 100 + pick(9) : -1 - pick(2);
        if (chance(2)) options.start = ascends ? 3 + pick(9) : -3 - pick(9);
        if (chance(3)) options.cache = 1 + pick(9);
        options.cycle = chance(4);
        if (chance(4)) data.comment = comment();
        if (chance(3)) {
            const TableData& owner =
                tables_[static_cast<std::size_t>(pick(static_cast<int>(tables_.size())))].data();
            data.owner_table = owner.name;
            data.owner_column = owner.columns.back().name;
        }
        const Sequence sequence{std::move(data), metadata_};
    }

    std::mt19937_64 random_;
    Features features_;
    MetaData metadata_;
    std::vector<std::string> names_;
    std::vector<Table> tables_;
    bool composite_ = false;
    bool generates_ = false;
    int named_ = 0;
};

std::uint64_t from_environment(const char* name, std::uint64_t usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
}

}  // namespace

MetaData random_schema(std::uint64_t seed, const Features& features) {
    return Generator(seed, features).make();
}

std::uint64_t first_seed() {
    return from_environment("AZOTH_SEED", 1974);
}

std::uint64_t rounds(std::uint64_t usual) {
    return from_environment("AZOTH_ROUNDS", usual);
}

std::string describe(const std::vector<SchemaDifference>& differences) {
    std::string text;
    for (const SchemaDifference& difference : differences) text += difference.describe() + '\n';
    return text;
}

}  // namespace azoth_test
