// SPDX-License-Identifier: MIT
// MetaData::reflect: declared in core/schema, which knows no connections.
#include <utility>

#include <azoth/engine/engine.hpp>
#include <azoth/reflect/inspector.hpp>
#include <azoth/schema/metadata.hpp>

namespace azoth {

namespace {

void add_missing(MetaData& metadata, Inspector& inspector) {
    for (TableData& table : inspector.tables()) {
        if (!metadata.contains(table.full_name())) metadata.add(std::move(table));
    }
}

}  // namespace

void MetaData::reflect(Engine& engine) {
    Inspector inspector(engine);
    add_missing(*this, inspector);
}

void MetaData::reflect(Connection& connection) {
    Inspector inspector(connection);
    add_missing(*this, inspector);
}

}  // namespace azoth
