// SPDX-License-Identifier: MIT
#include "exported_schema.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>

namespace azoth::arrow {

namespace {

/// What a schema points to.
struct SchemaStorage {
    SchemaStorage() = default;
    SchemaStorage(const SchemaStorage&) = delete;
    SchemaStorage& operator=(const SchemaStorage&) = delete;
    ~SchemaStorage() {
        for (ArrowSchema& child : children) {
            if (child.release != nullptr) child.release(&child);
        }
    }

    std::string format;
    std::string name;
    std::string metadata;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> child_pointers;
};

extern "C" void release_schema(ArrowSchema* schema) {
    delete static_cast<SchemaStorage*>(schema->private_data);
    schema->release = nullptr;
}

void add_count(std::string& to, std::size_t count) {
    const auto number = static_cast<std::int32_t>(count);  // in the machine's own byte order
    to.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void add_text(std::string& to, std::string_view text) {
    add_count(to, text.size());
    to += text;
}

/// How a canonical extension type is said: by its name, and by parameters where it has some. That
/// of JSON has, though they are empty; that of UUIDs must not.
std::string extension_metadata(std::string_view extension) {
    std::string result;
    if (extension.empty()) return result;
    const bool has_parameters = extension == "arrow.json";
    add_count(result, has_parameters ? 2 : 1);
    add_text(result, "ARROW:extension:name");
    add_text(result, extension);
    if (has_parameters) {
        add_text(result, "ARROW:extension:metadata");
        add_text(result, "");
    }
    return result;
}

ArrowSchema exported(std::unique_ptr<SchemaStorage> storage, bool is_nullable) {
    for (ArrowSchema& child : storage->children) storage->child_pointers.push_back(&child);
    ArrowSchema schema{};
    schema.format = storage->format.c_str();
    schema.name = storage->name.c_str();
    schema.metadata = storage->metadata.empty() ? nullptr : storage->metadata.data();
    schema.flags = is_nullable ? ARROW_FLAG_NULLABLE : 0;
    schema.n_children = static_cast<std::int64_t>(storage->children.size());
    schema.children = storage->child_pointers.data();
    schema.private_data = storage.release();
    schema.release = release_schema;
    return schema;
}

ArrowSchema exported(const std::string& name, const FieldType& type, bool is_nullable) {
    if (name.find('\0') != std::string::npos) {
        throw ArgumentError("bad_columns", "the name of a column has a NUL in it");
    }
    auto storage = std::make_unique<SchemaStorage>();
    storage->format = type.format();
    storage->name = name;
    storage->metadata = extension_metadata(type.extension());
    storage->children.reserve(type.item.size());
    for (const FieldType& item : type.item) {
        storage->children.push_back(exported("item", item, true));
    }
    return exported(std::move(storage), is_nullable);
}

}  // namespace

ArrowSchema export_schema(std::span<const Field> fields) {
    auto storage = std::make_unique<SchemaStorage>();
    storage->format = "+s";
    storage->children.reserve(fields.size());
    for (const Field& field : fields) {
        storage->children.push_back(exported(field.name, field.type, field.is_nullable));
    }
    return exported(std::move(storage), false);
}

}  // namespace azoth::arrow
