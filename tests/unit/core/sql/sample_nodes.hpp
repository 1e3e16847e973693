// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/element.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/source.hpp>

/// Nodes to try keys, matching and rewriting with, without the handles around them.
namespace azoth_test {

using namespace azoth;

/// Two libraries that took the same number for different classes with the same parts.
class AtZone final : public sql::ExtensionOf<AtZone, 0x8001> {
public:
    AtZone(sql::NodePtr operand, std::string zone)
        : operand(std::move(operand)), zone(std::move(zone)) {}

    sql::NodePtr operand;
    std::string zone;

    static constexpr auto fields(auto&& list) { return list(&AtZone::operand, &AtZone::zone); }
    [[nodiscard]] std::string_view extension_name() const override { return "test.at_zone"; }
    void render(compile::SqlCompiler& out) const override { out.write("zone ").emit(*operand); }
};

class Collate final : public sql::ExtensionOf<Collate, 0x8001> {
public:
    Collate(sql::NodePtr operand, std::string name)
        : operand(std::move(operand)), name(std::move(name)) {}

    sql::NodePtr operand;
    std::string name;

    static constexpr auto fields(auto&& list) { return list(&Collate::operand, &Collate::name); }
    [[nodiscard]] std::string_view extension_name() const override { return "test.collate"; }
    void render(compile::SqlCompiler& out) const override { out.write("collate ").emit(*operand); }
};

/// A source and two columns that stay the same in all that is built from them.
struct SampleTable {
    explicit SampleTable(std::string name)
        : source(sql::make<sql::TableSource>(sql::next_source_identity(), "", std::move(name))),
          id(sql::make<sql::ColumnRef>(source, "id", SqlType(TypeKind::integer), false)),
          name(sql::make<sql::ColumnRef>(source, "name", SqlType(TypeKind::text), true)) {}

    sql::NodePtr source;
    sql::NodePtr id;
    sql::NodePtr name;
};

inline const SampleTable& artist() {
    static const SampleTable table("artist");
    return table;
}
/// The same name, as another MetaData may have it.
inline const SampleTable& other_artist() {
    static const SampleTable table("artist");
    return table;
}

inline sql::NodePtr bind(Value value, TypeKind type = TypeKind::integer,
                         std::string_view name = {}) {
    return sql::make<sql::Bind>(std::move(value), SqlType(type), sql::Name(name));
}
inline sql::NodePtr bind() {
    return bind(1);
}

inline sql::NodePtr equal(sql::NodePtr left, sql::NodePtr right) {
    return sql::make<sql::Binary>(sql::Operator::eq, std::move(left), std::move(right),
                                  SqlType(TypeKind::boolean));
}

inline sql::NodeList list(std::initializer_list<sql::NodePtr> nodes) {
    return sql::NodeList(nodes.begin(), nodes.end());
}

/// A statement node that `change` fills before it gets its key.
template <class Statement, class... Arguments, class Change>
sql::NodePtr statement(Change change, Arguments&&... arguments) {
    auto* node = new Statement(std::forward<Arguments>(arguments)...);
    const sql::NodePtr owner = sql::NodePtr::adopt(node);
    change(*node);
    node->seal();
    return owner;
}

inline sql::NodePtr select(const std::function<void(sql::Select&)>& change = {}) {
    return statement<sql::Select>([&](sql::Select& query) {
        query.columns = list({artist().id});
        if (change) change(query);
    });
}

inline sql::NodePtr json_place(sql::NodePtr document, sql::NodeList path, sql::JsonRead read) {
    return sql::make<sql::JsonAccess>(std::move(document), std::move(path), read, SqlType{});
}

inline sql::NodePtr part_of(sql::NodePtr array, sql::NodePtr first, sql::NodePtr last,
                            bool is_slice) {
    return sql::make<sql::ArrayAccess>(std::move(array), std::move(first), std::move(last),
                                       is_slice, SqlType{});
}

inline sql::NodePtr holds(sql::ContainmentOperator op, sql::NodePtr left, sql::NodePtr right) {
    return sql::make<sql::Containment>(op, std::move(left), std::move(right), SqlType{});
}

}  // namespace azoth_test
