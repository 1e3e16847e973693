// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include <azoth/error/export.hpp>
#include <azoth/orm/entity.hpp>
#include <azoth/schema/metadata.hpp>

namespace azoth {

namespace detail {
class Mapping;
class Mappings;

/// A description as a Registry takes it.
class EntityRef {
public:
    template <entity E>
    EntityRef(const E& entity)  // NOLINT(google-explicit-constructor)
        : data_(entity.entity()),
          size_(sizeof(E)),
          offset_(reinterpret_cast<const std::byte*>(static_cast<const EntityBase*>(&entity)) -
                  reinterpret_cast<const std::byte*>(&entity)) {}
    [[nodiscard]] const std::shared_ptr<EntityData>& data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Of Entity among the bases.
    [[nodiscard]] std::ptrdiff_t offset() const noexcept { return offset_; }

private:
    std::shared_ptr<EntityData> data_;
    std::size_t size_;
    std::ptrdiff_t offset_;
};
}  // namespace detail

/// How one struct is mapped, for programs that ask. A cheap handle; read-only and thread-safe.
class AZOTH_EXPORT Mapper {
public:
    struct Attribute {
        std::string_view name;  ///< of the column
        const ColumnData* column;
        bool is_key;
    };
    struct RelationshipInfo {
        std::string_view name;
        std::string_view target_table;
        bool is_many;
        /// The relationship that goes the other way over the same columns; empty: there is none.
        std::string_view inverse;
    };

    [[nodiscard]] Table table() const;
    [[nodiscard]] std::vector<Attribute> attributes() const;
    [[nodiscard]] std::vector<RelationshipInfo> relationships() const;

private:
    friend class Registry;
    Mapper(std::shared_ptr<const detail::Mappings> all, const detail::Mapping& mapping) noexcept
        : all_(std::move(all)), mapping_(&mapping) {}

    std::shared_ptr<const detail::Mappings> all_;
    const detail::Mapping* mapping_;
};

/// The descriptions that belong together, checked and finished: `Registry models{artists, albums};`
/// Their tables are in metadata(). Explicit, so that a program may have several, and no hidden
/// global one. A cheap handle; made before statements of its descriptions run on other threads,
/// then read-only and thread-safe.
class AZOTH_EXPORT Registry {
public:
    /// Throws `ArgumentError`: `bad_mapping` naming description and member (a struct described
    /// twice, a description without a key, a member that stands outside of its description, a
    /// relationship whose keys are no columns or whose other side is missing), and what Table
    /// throws.
    Registry(std::initializer_list<detail::EntityRef> entities);
    /// The same in a metadata that has other tables, too.
    Registry(MetaData metadata, std::initializer_list<detail::EntityRef> entities);

    [[nodiscard]] const MetaData& metadata() const noexcept;
    [[nodiscard]] MetaData& metadata() noexcept;

    /// The table of a struct: the same columns as those of its description. Throws `OrmError`
    /// (`not_registered`).
    template <class S>
    [[nodiscard]] Table table_of() const {
        return mapper<S>().table();
    }
    template <class S>
    [[nodiscard]] Mapper mapper() const {
        return mapper_of(typeid(S));
    }
    /// In the order of registration.
    [[nodiscard]] std::vector<Mapper> mappers() const;

    [[nodiscard]] const std::shared_ptr<const detail::Mappings>& mappings() const noexcept {
        return mappings_;
    }

private:
    [[nodiscard]] Mapper mapper_of(const std::type_info& type) const;

    MetaData metadata_;
    std::shared_ptr<const detail::Mappings> mappings_;
};

}  // namespace azoth
