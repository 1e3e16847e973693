// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <azoth/sql/fields.hpp>

/// Nodes of what is inside a value: JSON and arrays.
namespace azoth::sql {

/// As what a place in a JSON document is read.
enum class JsonRead : std::uint8_t {
    json,     ///< the JSON value itself
    text,     ///< the content of a string, any other value as its JSON text
    integer,  ///< the number in that text, …
    real,
    numeric,
    boolean,
    kind,    ///< "object" "array" "string" "number" "boolean" "null"
    length,  ///< of an array
};

/// A place in a JSON document. The elements of the path are binds of a text type (a member's name)
/// or an integer type (an element's position, from 0, negative from the end); their values never
/// become SQL.
class JsonAccess final : public NodeOf<JsonAccess, NodeKind::json_access> {
public:
    JsonAccess(NodePtr document, NodeList path, JsonRead read, const SqlType& type)
        : NodeOf(type), document(std::move(document)), path(std::move(path)), read(read) {}

    NodePtr document;
    NodeList path;
    JsonRead read;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&JsonAccess::document, &JsonAccess::path, &JsonAccess::read);
    }
};

enum class ContainmentOperator : std::uint8_t { contains, contained_by, overlaps };

/// `left @> right` and its like, between JSON documents or arrays.
class Containment final : public NodeOf<Containment, NodeKind::containment> {
public:
    Containment(ContainmentOperator op, NodePtr left, NodePtr right, const SqlType& type)
        : NodeOf(type), op(op), left(std::move(left)), right(std::move(right)) {}

    ContainmentOperator op;
    NodePtr left;
    NodePtr right;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&Containment::op, &Containment::left, &Containment::right);
    }
};

/// One element of an array, a slice of it, or, without a position, its length. Positions are SQL's:
/// from 1, both ends included.
class ArrayAccess final : public NodeOf<ArrayAccess, NodeKind::array_access> {
public:
    ArrayAccess(NodePtr array, NodePtr first, NodePtr last, bool is_slice, const SqlType& type)
        : NodeOf(type),
          array(std::move(array)),
          first(std::move(first)),
          last(std::move(last)),
          is_slice(is_slice) {}

    NodePtr array;
    NodePtr first;
    NodePtr last;  ///< of a slice
    bool is_slice;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&ArrayAccess::array, &ArrayAccess::first, &ArrayAccess::last,
                    &ArrayAccess::is_slice);
    }
};

/// The value of a key in a map.
class MapAccess final : public NodeOf<MapAccess, NodeKind::map_access> {
public:
    MapAccess(NodePtr map, NodePtr key, const SqlType& type)
        : NodeOf(type), map(std::move(map)), key(std::move(key)) {}

    NodePtr map;
    NodePtr key;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&MapAccess::map, &MapAccess::key);
    }
};

/// A field of a struct or composite value.
class FieldAccess final : public NodeOf<FieldAccess, NodeKind::field_access> {
public:
    FieldAccess(NodePtr record, std::string name, const SqlType& type)
        : NodeOf(type), record(std::move(record)), name(std::move(name)) {}

    NodePtr record;
    std::string name;

    [[gnu::always_inline]] static constexpr auto fields(auto&& list) {
        return list(&FieldAccess::record, &FieldAccess::name);
    }
};

}  // namespace azoth::sql
