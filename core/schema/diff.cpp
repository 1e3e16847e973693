// SPDX-License-Identifier: MIT
#include <azoth/schema/diff.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

namespace azoth {

TablePartSource::~TablePartSource() = default;

std::string_view part_kind_name(TablePart::Kind kind) noexcept {
    switch (kind) {
        case TablePart::Kind::table: return "table";
        case TablePart::Kind::column: return "column";
        case TablePart::Kind::primary_key: return "primary key";
        case TablePart::Kind::unique: return "unique constraint";
        case TablePart::Kind::foreign_key: return "foreign key";
        case TablePart::Kind::check: return "check";
        case TablePart::Kind::other_constraint: return "constraint";
        case TablePart::Kind::index: return "index";
        case TablePart::Kind::comment: return "comment";
        case TablePart::Kind::query: return "query";
        case TablePart::Kind::enum_type: return "enum type";
        case TablePart::Kind::sequence: return "sequence";
    }
    return "part";
}

std::string SchemaDifference::describe() const {
    std::string line(part_kind_name(kind));
    const bool is_whole = kind == TablePart::Kind::table || kind == TablePart::Kind::sequence;
    line += (is_whole ? " " : " of ") + table;
    if (!name.empty()) line += " \"" + name + "\"";
    switch (what) {
        case What::missing: return line + " is missing in the database: " + model;
        case What::unexpected: return line + " is not in the model: " + database;
        case What::changed:
            return line + " is " + model + " in the model, " + database + " in the database";
    }
    return line;
}

namespace {

using What = SchemaDifference::What;
using TablePtr = std::shared_ptr<const TableData>;

/// Compares two tables, or two sequences, of one name.
class TableComparison {
public:
    TableComparison(std::string table, std::vector<TablePart> model,
                    std::vector<TablePart> database, std::vector<SchemaDifference>& found)
        : table_(std::move(table)),
          model_(std::move(model)),
          database_(std::move(database)),
          found_(found) {}

    void run() {
        // Named parts first, so that one without a name cannot take what belongs to another.
        for (const TablePart& part : model_) {
            if (is_named(part)) compare_named(part);
        }
        for (const TablePart& part : model_) {
            if (!is_named(part)) compare_unnamed(part);
        }
        for (const TablePart& part : database_) {
            report(What::unexpected, part, {}, part.definition);
        }
    }

private:
    [[nodiscard]] static bool is_named(const TablePart& part) { return !part.name.empty(); }

    void compare_named(const TablePart& part) {
        const auto same = std::find_if(database_.begin(), database_.end(), [&](const auto& other) {
            return other.kind == part.kind && other.name == part.name;
        });
        compare(part, same);
    }

    void compare_unnamed(const TablePart& part) {
        auto same = std::find_if(database_.begin(), database_.end(), [&](const auto& other) {
            return other.kind == part.kind && other.definition == part.definition;
        });
        // There is only one of these, so another one is a change.
        if (same == database_.end() &&
            (part.kind == TablePart::Kind::table || part.kind == TablePart::Kind::primary_key ||
             part.kind == TablePart::Kind::query || part.kind == TablePart::Kind::sequence)) {
            same = std::find_if(database_.begin(), database_.end(),
                                [&](const auto& other) { return other.kind == part.kind; });
        }
        compare(part, same);
    }

    void compare(const TablePart& part, std::vector<TablePart>::iterator same) {
        if (same == database_.end()) return report(What::missing, part, part.definition, {});
        if (same->definition != part.definition) {
            report(What::changed, part, part.definition, same->definition);
        }
        database_.erase(same);
    }

    void report(What what, const TablePart& part, const std::string& model,
                const std::string& database) {
        found_.push_back({what, part.kind, table_, part.name, model, database});
    }

    std::string table_;
    std::vector<TablePart> model_;
    std::vector<TablePart> database_;  ///< what is not matched yet
    std::vector<SchemaDifference>& found_;
};

const Table* find(const std::vector<Table>& tables, const TableData& wanted) {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& table) {
        return table.name() == wanted.name && table.data().schema == wanted.schema;
    });
    return found == tables.end() ? nullptr : &*found;
}

using SequencePtr = std::shared_ptr<const SequenceData>;

std::string full_name(const SequenceData& sequence) {
    return sequence.schema.empty() ? sequence.name : sequence.schema + '.' + sequence.name;
}

const SequenceData* find(const std::vector<SequencePtr>& sequences, const SequenceData& wanted) {
    for (const SequencePtr& sequence : sequences) {
        const bool is_it = sequence->name == wanted.name && sequence->schema == wanted.schema;
        if (is_it) return sequence.get();
    }
    return nullptr;
}

void compare_sequences(const MetaData& model, const MetaData& database,
                       const TablePartSource& source, std::vector<SchemaDifference>& found) {
    const std::vector<SequencePtr> wanted = model.sequences();
    const std::vector<SequencePtr> existing = database.sequences();
    for (const SequencePtr& sequence : wanted) {
        std::vector<TablePart> parts = source.sequence_parts(*sequence);
        if (parts.empty()) continue;  // there or not, it makes no difference
        const SequenceData* other = find(existing, *sequence);
        std::vector<TablePart> others;
        if (other != nullptr) {
            others = source.sequence_parts(*other);
        } else {
            parts.resize(1);  // of what is missing no more is said than that
        }
        TableComparison(full_name(*sequence), std::move(parts), std::move(others), found).run();
    }
    for (const SequencePtr& sequence : existing) {
        if (find(wanted, *sequence) != nullptr) continue;
        std::vector<TablePart> parts = source.sequence_parts(*sequence);
        parts.resize(std::min<std::size_t>(parts.size(), 1));
        TableComparison(full_name(*sequence), {}, std::move(parts), found).run();
    }
}

}  // namespace

std::vector<SchemaDifference> diff(const MetaData& model, const MetaData& database,
                                   const TablePartSource& source) {
    std::vector<SchemaDifference> found;
    const std::vector<Table> wanted = model.tables();
    const std::vector<Table> existing = database.tables();
    for (const Table& table : wanted) {
        const TableData& data = table.data();
        const Table* other = find(existing, data);
        if (other == nullptr) {
            found.push_back({What::missing,
                             TablePart::Kind::table,
                             data.full_name(),
                             {},
                             data.full_name(),
                             {}});
            continue;
        }
        TableComparison(data.full_name(), source.parts(data), source.parts(other->data()), found)
            .run();
    }
    for (const Table& table : existing) {
        if (find(wanted, table.data()) != nullptr) continue;
        found.push_back({What::unexpected,
                         TablePart::Kind::table,
                         table.data().full_name(),
                         {},
                         {},
                         table.data().full_name()});
    }
    compare_sequences(model, database, source, found);
    return found;
}

}  // namespace azoth
