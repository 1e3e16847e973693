// SPDX-License-Identifier: MIT
#include "object_heap.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "mapping.hpp"

namespace azoth::detail {

namespace {
constexpr std::size_t block_size = std::size_t{64} * 1024;

constexpr std::size_t aligned(std::size_t size) noexcept {
    constexpr std::size_t step = alignof(std::max_align_t);
    return (size + step - 1) / step * step;
}
}  // namespace

/// Marks the pointers of heaps: what leads to this deleter is an object that a heap has made.
struct ObjectHeap::Deleter {
    void operator()(ObjectHeap* heap) const noexcept { delete heap; }
};

std::shared_ptr<ObjectHeap> ObjectHeap::make(std::shared_ptr<const Mappings> described_by) {
    std::shared_ptr<ObjectHeap> heap(new ObjectHeap, Deleter{});
    heap->described_by_ = std::move(described_by);
    heap->self_ = heap;
    return heap;
}

ObjectHeap::~ObjectHeap() {
    for (ObjectNode* node = first_; node != nullptr;) {
        ObjectNode* next = node->next;
        node->ops->destroy(node->object());
        node->~ObjectNode();
        node = next;
    }
}

void* ObjectHeap::allocate(std::size_t size) {
    size = aligned(size);
    if (size > left_) {
        const std::size_t block = std::max(size, block_size);
        blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
        free_ = blocks_.back().get();
        left_ = block;
    }
    void* at = free_;
    free_ += size;
    left_ -= size;
    return at;
}

ObjectNode& ObjectHeap::link(ObjectNode& node) noexcept {
    node.next = std::exchange(first_, &node);
    return node;
}

ObjectNode& ObjectHeap::make_empty(const StructOps& ops) {
    auto* node = ::new (allocate(sizeof(ObjectNode) + ops.size)) ObjectNode(*this, ops);
    ops.construct(node->object());
    return link(*node);
}

ObjectNode& ObjectHeap::make_moved(const StructOps& ops, void* from) {
    auto* node = ::new (allocate(sizeof(ObjectNode) + ops.size)) ObjectNode(*this, ops);
    ops.move_construct(node->object(), from);
    return link(*node);
}

const Value& ObjectHeap::keep(Value value) {
    return kept_.emplace_back(std::move(value));
}

void ObjectHeap::absorb(ObjectHeap& other) {
    if (&other == this) return;
    for (auto& block : other.blocks_) blocks_.push_back(std::move(block));
    other.blocks_.clear();
    for (Value& value : other.kept_) kept_.push_back(std::move(value));
    other.kept_.clear();
    while (ObjectNode* node = other.first_) {
        other.first_ = node->next;
        node->heap = this;
        static_cast<void>(link(*node));
    }
    other.free_ = nullptr;
    other.left_ = 0;
    other.home_ = self_.lock();
}

ObjectNode* ObjectHeap::node_of(const std::shared_ptr<void>& object) noexcept {
    if (object == nullptr || std::get_deleter<Deleter>(object) == nullptr) return nullptr;
    return &ObjectNode::of(object.get());
}

namespace {

bool has_chars(ValueKind kind) noexcept {
    return kind == ValueKind::text || kind == ValueKind::decimal || kind == ValueKind::json;
}

/// The same value, its characters at `to`.
ValueView moved_to(const ValueView& view, char* to) noexcept {
    const std::string_view chars = view.chars();
    std::memcpy(to, chars.data(), chars.size());
    const std::string_view copy(to, chars.size());
    switch (view.kind()) {
        case ValueKind::decimal: return ValueView(DecimalView{copy});
        case ValueKind::json: return ValueView(JsonView{copy});
        default: return ValueView(copy);
    }
}

}  // namespace

const ValueView* make_snapshot(ObjectNode& node) {
    const std::vector<ColumnSlot>& columns = node.mapping->columns;
    ObjectHeap& heap = *node.heap;
    auto* views = static_cast<ValueView*>(heap.allocate(columns.size() * sizeof(ValueView)));
    Value scratch;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ValueView now = columns[i].view(node.object(), scratch);
        if (has_chars(now.kind())) {
            const std::size_t size = now.chars().size();
            ::new (views + i)
                ValueView(size == 0 ? now : moved_to(now, static_cast<char*>(heap.allocate(size))));
        } else if (now.kind() == ValueKind::bytes || now.kind() == ValueKind::array) {
            ::new (views + i) ValueView(heap.keep(Value::copy_of(now)).view());
        } else {
            ::new (views + i) ValueView(now);
        }
    }
    return views;
}

bool is_unchanged(const ValueView& now, const ValueView& then) noexcept {
    if (now.kind() != then.kind()) return false;
    if (now.kind() == ValueKind::real) {
        const double a = now.real();
        const double b = then.real();
        return std::memcmp(&a, &b, sizeof a) == 0;  // -0.0 is not 0.0
    }
    if (now.kind() == ValueKind::decimal) return now.chars() == then.chars();  // 1.0 is not 1.00
    return now == then;
}

}  // namespace azoth::detail
