// SPDX-License-Identifier: MIT
#include "golden.hpp"

namespace golden {

namespace {

/// Where there are no arrays the column is JSON, so that the table can be made everywhere.
SqlType array_of(const SqlType& item) {
    SqlType type = Array{item};
    for (const char* without : {"sqlite", "mysql"}) type = type.with_variant(without, Json{});
    return type;
}

}  // namespace

Schema::Schema()
    : artist{"artist", metadata, Column{"artist_id", Integer{}, primary_key},
             Column{"name", String{120}, not_null}},
      album{"album", metadata, Column{"album_id", Integer{}, primary_key},
            Column{"title", String{160}, not_null},
            Column{"artist_id", ForeignKey{"artist.artist_id", on_delete(cascade)}, not_null}},
      track{"track",
            metadata,
            Column{"track_id", BigInteger{}, primary_key},
            Column{"name", Text{}, not_null},
            Column{"album_id", ForeignKey{"album.album_id"}},
            Column{"milliseconds", Integer{}},
            Column{"price", Numeric{10, 2}},
            Column{"rating", Double{}},
            Column{"explicit", Boolean{}},
            Column{"added", DateTime{}},
            Column{"cover", LargeBinary{}}},
      employee{"employee",
               metadata,
               Column{"employee_id", Integer{}, primary_key},
               Column{"name", String{60}, not_null},
               Column{"email", String{60}, unique_key},
               Column{"reports_to", ForeignKey{"employee.employee_id"}}},
      // Two foreign keys to one table.
      message{"message", metadata, Column{"message_id", Integer{}, primary_key},
              Column{"sender", ForeignKey{"employee.employee_id"}},
              Column{"recipient", ForeignKey{"employee.employee_id"}}},
      // A key of two columns.
      purchase{"purchase", metadata, Column{"shop", String{10}, primary_key},
               Column{"number", Integer{}, primary_key}},
      line{"line",
           metadata,
           Column{"shop", String{10}, not_null},
           Column{"number", Integer{}, not_null},
           Column{"position", Integer{}, not_null},
           PrimaryKeyConstraint{"shop", "number", "position"},
           ForeignKeyConstraint{{"shop", "number"}, {"purchase.shop", "purchase.number"}}},
      // Names that only quotes can hold.
      odd{"Order",
          metadata,
          Column{"group", Integer{}, primary_key},
          Column{"Mixed Case", String{10}},
          Column{"quo\"te", String{10}},
          Column{"naïve", String{10}},
          Column{"9lives", String{10}}},
      audit{"entry",
            metadata,
            azoth::Schema{"log"},
            Column{"id", Integer{}, primary_key},
            Column{"what", Text{}},
            Index{"Ix_old", {"what"}}},
      // Its name is that of another table.
      archived{"artist", metadata, azoth::Schema{"log"},
               Column{"artist_id", Integer{}, primary_key}, Column{"name", String{120}}},
      // For operators: three numbers, a text and a truth value.
      n{"n",
        metadata,
        Column{"id", Integer{}, primary_key},
        Column{"a", Integer{}},
        Column{"b", Integer{}},
        Column{"c", Integer{}},
        Column{"t", Text{}},
        Column{"u", Text{}},
        Column{"p", Boolean{}},
        Column{"q", Boolean{}}},
      // For what is inside a value, and for values in SQL of their own.
      document{
          "document",
          metadata,
          Column{"id", Integer{}, primary_key},
          Column{"data", Json{}},
          Column{"fast", Jsonb{}},
          Column{"tags", array_of(Text{})},
          Column{"counts", array_of(Integer{})},
          Column{"loud",
                 String{20}.with_bind_expression("upper({})").with_column_expression("lower({})")}},
      // Values that the program or the statement makes.
      draft{"draft",
            metadata,
            Column{"draft_id", Integer{}, primary_key},
            Column{"title", String{40}},
            Column{"state", String{10}, Default{"new"}, ServerDefault{"'server'"}},
            Column{"slug", String{40}, Default{[] { return std::string("slug"); }}},
            Column{"loud", String{40}, Default{func::call("upper", {"x"}, Text{})}},
            Column{"shout", String{10}.with_bind_expression("upper({})"), Default{"a"}},
            Column{"version", Integer{}, Default{1}, UpdateDefault{this_column("version") + 1}}} {}

const Schema& schema() {
    static const Schema schema;
    return schema;
}

const std::vector<Topic>& topics() {
    static const std::vector<Topic> all{{"arithmetic", arithmetic},
                                        {"arrays", arrays},
                                        {"clauses", clauses},
                                        {"conditions", conditions},
                                        {"ddl", ddl},
                                        {"ddl_objects", ddl_objects},
                                        {"decimals", decimals},
                                        {"defaults", defaults},
                                        {"dml", dml},
                                        {"exact", exact, false},
                                        {"functions", functions},
                                        {"identifiers", identifiers},
                                        {"joins", joins},
                                        {"json", json},
                                        {"natives", natives, false},
                                        {"operators", operators},
                                        {"ordering", ordering},
                                        {"partitions", partitions},
                                        {"refusals", refusals},
                                        {"scalars", scalars},
                                        {"sets", sets},
                                        {"sources", sources},
                                        {"subqueries", subqueries},
                                        {"texts", texts, false},
                                        {"tuples", tuples},
                                        {"upserts", upserts},
                                        {"value_types", value_types},
                                        {"windows", windows},
                                        {"with", with}};
    return all;
}

}  // namespace golden
