// SPDX-License-Identifier: MIT
#include "exported_array.hpp"

#include <memory>

namespace azoth::arrow {

namespace {

/// What an array points to. Children that the consumer has moved away are no longer ours.
struct ArrayStorage {
    ArrayStorage() = default;
    ArrayStorage(const ArrayStorage&) = delete;
    ArrayStorage& operator=(const ArrayStorage&) = delete;
    ~ArrayStorage() {
        for (ArrowArray& child : children) {
            if (child.release != nullptr) child.release(&child);
        }
    }

    std::vector<Buffer> buffers;
    std::vector<const void*> pointers;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> child_pointers;
};

extern "C" void release_array(ArrowArray* array) {
    delete static_cast<ArrayStorage*>(array->private_data);
    array->release = nullptr;
}

}  // namespace

ExportedArray::ExportedArray(std::size_t length, std::size_t null_count, bool has_validity,
                             std::vector<Buffer> buffers, std::vector<ExportedArray> children) {
    auto storage = std::make_unique<ArrayStorage>();
    storage->buffers = std::move(buffers);
    if (!has_validity) storage->pointers.push_back(nullptr);
    for (const Buffer& buffer : storage->buffers) storage->pointers.push_back(buffer.data());
    storage->children.reserve(children.size());
    storage->child_pointers.reserve(children.size());
    for (ExportedArray& child : children) {
        storage->child_pointers.push_back(&storage->children.emplace_back(child.give()));
    }
    array_.length = static_cast<std::int64_t>(length);
    array_.null_count = static_cast<std::int64_t>(null_count);
    array_.n_buffers = static_cast<std::int64_t>(storage->pointers.size());
    array_.n_children = static_cast<std::int64_t>(storage->children.size());
    array_.buffers = storage->pointers.data();
    array_.children = storage->child_pointers.data();
    array_.private_data = storage.release();
    array_.release = release_array;
}

ExportedArray::ExportedArray(std::size_t length) {
    array_.private_data = new ArrayStorage;
    array_.length = static_cast<std::int64_t>(length);
    array_.null_count = array_.length;
    array_.release = release_array;
}

}  // namespace azoth::arrow
