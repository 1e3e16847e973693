// SPDX-License-Identifier: MIT
#include "column.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/value/conversion_error.hpp>
#include <azoth/value/convert.hpp>
#include <azoth/value/utf8.hpp>
#include <azoth/value/value.hpp>

#include "decimal_text.hpp"
#include "stored_number.hpp"

namespace azoth::arrow {

Column::~Column() = default;

namespace {

static_assert(std::endian::native == std::endian::little, "decimals are written lowest limb first");

/// Which values are there. Columns without NULL have no bits.
class Validity {
public:
    explicit Validity(bool is_nullable) : is_nullable_(is_nullable) {}

    void push_valid() {
        if (nulls_ != 0) bits_.push(true);
        ++length_;
    }
    void push_null() {
        if (!is_nullable_) {
            throw ConversionError(
                "unexpected_null",
                "the database has NULL where the statement's tables say NOT NULL");
        }
        if (nulls_ == 0) {
            for (std::size_t i = 0; i < length_; ++i) bits_.push(true);
        }
        bits_.push(false);
        ++nulls_;
        ++length_;
    }
    [[nodiscard]] std::size_t length() const noexcept { return length_; }

    /// An array of what these bits tell of, and begins anew.
    template <class... Buffers>
    [[nodiscard]] ExportedArray take_array(std::vector<ExportedArray> children,
                                           Buffers... buffers) {
        std::vector<Buffer> all;
        all.reserve(sizeof...(buffers) + 1);
        const std::size_t nulls = std::exchange(nulls_, 0);
        if (nulls != 0) all.push_back(bits_.take());
        (all.push_back(std::move(buffers)), ...);
        return ExportedArray(std::exchange(length_, 0), nulls, nulls != 0, std::move(all),
                             std::move(children));
    }

private:
    Bits bits_;
    std::size_t length_ = 0;
    std::size_t nulls_ = 0;
    bool is_nullable_;
};

/// Values of one size. `Read` makes one of a cell that is not NULL.
template <class Read>
class FixedColumn final : public Column {
public:
    FixedColumn(bool is_nullable, Read read) : validity_(is_nullable), read_(read) {}

    void append(const ValueView& cell) override {
        using Stored = decltype(read_(cell));
        if (cell.is_null()) {
            validity_.push_null();
            values_.push(Stored{});
        } else {
            values_.push(read_(cell));
            validity_.push_valid();
        }
    }
    ExportedArray take() override { return validity_.take_array({}, values_.take()); }

private:
    Validity validity_;
    Buffer values_;
    Read read_;
};

class BooleanColumn final : public Column {
public:
    explicit BooleanColumn(bool is_nullable) : validity_(is_nullable) {}

    void append(const ValueView& cell) override {
        if (cell.is_null()) {
            validity_.push_null();
            values_.push(false);
        } else {
            values_.push(convert<bool>(cell));
            validity_.push_valid();
        }
    }
    ExportedArray take() override { return validity_.take_array({}, values_.take()); }

private:
    Validity validity_;
    Bits values_;
};

/// Where the values of variable size end, each counted from the begin of the batch.
class Offsets {
public:
    Offsets() { ends_.push(std::int32_t{0}); }

    void push(std::size_t end) {
        if (end > std::numeric_limits<std::int32_t>::max()) {
            throw ConversionError("out_of_range", "a batch holds 2 GiB of a column at most");
        }
        ends_.push(static_cast<std::int32_t>(end));
    }
    [[nodiscard]] std::int32_t operator[](std::size_t index) const noexcept {
        std::int32_t end;
        std::memcpy(&end, ends_.data() + index * sizeof end, sizeof end);
        return end;
    }
    [[nodiscard]] Buffer take() {
        Buffer ends = ends_.take();
        ends_.push(std::int32_t{0});
        return ends;
    }

private:
    Buffer ends_;
};

/// Text, JSON and bytes; `View` is the carrier that a cell is read as.
template <class View>
class ByteColumn final : public Column {
public:
    ByteColumn(bool is_nullable, std::size_t& held_bytes)
        : validity_(is_nullable), held_bytes_(held_bytes) {}

    void append(const ValueView& cell) override {
        if (cell.is_null()) {
            validity_.push_null();
        } else {
            ConversionBuffer buffer;
            add(bytes_of(cell, buffer));
            validity_.push_valid();
        }
        ends_.push(data_.size());
    }
    ExportedArray take() override {
        if constexpr (!std::is_same_v<View, BytesView>) require_text();
        Buffer ends = ends_.take();
        return validity_.take_array({}, std::move(ends), data_.take());
    }

private:
    [[nodiscard]] static std::string_view bytes_of(const ValueView& cell,
                                                   ConversionBuffer& buffer) {
        View view{};
        if (cell.kind() == carrier_kind<View>) [[likely]] {
            view = carrier_in<View>(cell);
        } else {
            convert_into(cell, view, &buffer);
        }
        if constexpr (std::is_same_v<View, BytesView>) {
            return {reinterpret_cast<const char*>(view.data()), view.size()};
        } else if constexpr (std::is_same_v<View, JsonView>) {
            return view.text;
        } else {
            return view;
        }
    }
    void add(std::string_view bytes) {
        data_.append(bytes.data(), bytes.size());
        held_bytes_ += bytes.size();
    }
    /// All texts at once: well-formed together, and none begins within a character.
    void require_text() const {
        const std::string_view all(data_.data(), data_.size());
        require_utf8(all);
        for (std::size_t i = 0; i < validity_.length(); ++i) {
            const auto begin = static_cast<std::size_t>(ends_[i]);
            if (begin < all.size() && (static_cast<unsigned char>(all[begin]) & 0xc0U) == 0x80U) {
                throw ConversionError("value_bad_encoding", "the text is not well-formed UTF-8");
            }
        }
    }

    Validity validity_;
    Offsets ends_;
    Buffer data_;
    std::size_t& held_bytes_;
};

class ListColumn final : public Column {
public:
    ListColumn(bool is_nullable, std::unique_ptr<Column> elements, std::size_t& held_bytes)
        : validity_(is_nullable), elements_(std::move(elements)), held_bytes_(held_bytes) {}

    void append(const ValueView& cell) override {
        if (cell.is_null()) {
            validity_.push_null();
        } else {
            if (cell.kind() != ValueKind::array) {
                throw_type_mismatch(cell.kind(), kind_name(ValueKind::array));
            }
            for (const Value& element : cell.array()) elements_->append(element.view());
            count_ += cell.array().size();
            held_bytes_ += cell.array().size() * bytes_per_element;
            validity_.push_valid();
        }
        ends_.push(count_);
    }
    ExportedArray take() override {
        std::vector<ExportedArray> children;
        children.push_back(elements_->take());
        count_ = 0;
        return validity_.take_array(std::move(children), ends_.take());
    }

private:
    static constexpr std::size_t bytes_per_element = 8;  // about

    Validity validity_;
    Offsets ends_;
    std::unique_ptr<Column> elements_;
    std::size_t count_ = 0;
    std::size_t& held_bytes_;
};

class NullColumn final : public Column {
public:
    void append(const ValueView& cell) override {
        if (!cell.is_null()) {
            throw_type_mismatch(cell.kind(), "NULL",
                                "the first batch had no values that tell the column's type: say "
                                "it with cast() in the query, or text(...).columns(...)");
        }
        ++length_;
    }
    ExportedArray take() override { return ExportedArray(std::exchange(length_, 0)); }

private:
    std::size_t length_ = 0;
};

template <class Read>
std::unique_ptr<Column> fixed(bool is_nullable, Read read) {
    return std::make_unique<FixedColumn<Read>>(is_nullable, read);
}

}  // namespace

std::unique_ptr<Column> make_column(const FieldType& type, bool is_nullable,
                                    std::size_t& held_bytes) {
    switch (type.layout) {
        case Layout::undecided:
        case Layout::undecided_decimal:
        case Layout::null: return std::make_unique<NullColumn>();
        case Layout::boolean: return std::make_unique<BooleanColumn>(is_nullable);
        case Layout::int16: return fixed(is_nullable, ReadInteger<std::int16_t>{});
        case Layout::int32: return fixed(is_nullable, ReadInteger<std::int32_t>{});
        case Layout::int64: return fixed(is_nullable, ReadInteger<std::int64_t>{});
        case Layout::uint64: return fixed(is_nullable, ReadInteger<std::uint64_t>{});
        case Layout::float32: return fixed(is_nullable, ReadFloat{});
        case Layout::float64: return fixed(is_nullable, ReadDouble{});
        case Layout::decimal128:
            return fixed(is_nullable, ReadDecimal<4>{type.precision, type.scale});
        case Layout::decimal256:
            return fixed(is_nullable, ReadDecimal<8>{type.precision, type.scale});
        case Layout::text:
            return std::make_unique<ByteColumn<std::string_view>>(is_nullable, held_bytes);
        case Layout::json: return std::make_unique<ByteColumn<JsonView>>(is_nullable, held_bytes);
        case Layout::bytes: return std::make_unique<ByteColumn<BytesView>>(is_nullable, held_bytes);
        case Layout::date: return fixed(is_nullable, ReadDate{});
        case Layout::time: return fixed(is_nullable, ReadTime{});
        case Layout::timestamp_us: return fixed(is_nullable, ReadMicroseconds<Timestamp>{});
        case Layout::timestamp_ns: return fixed(is_nullable, ReadNanoseconds<Timestamp>{});
        case Layout::instant_us: return fixed(is_nullable, ReadMicroseconds<Instant>{});
        case Layout::instant_ns: return fixed(is_nullable, ReadNanoseconds<Instant>{});
        case Layout::interval: return fixed(is_nullable, ReadInterval{});
        case Layout::uuid: return fixed(is_nullable, ReadUuid{});
        case Layout::list:
            return std::make_unique<ListColumn>(
                is_nullable, make_column(type.item.front(), true, held_bytes), held_bytes);
    }
    return std::make_unique<NullColumn>();
}

}  // namespace azoth::arrow
