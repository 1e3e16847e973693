// SPDX-License-Identifier: MIT
// Building, finding and rendering a statement: 5 columns, 2 joins with an explicit ON, 5
// conditions, grouped, ordered, limited; columns held in variables.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include <azoth/azoth.hpp>
#include <azoth/compile/compiled.hpp>
#include <azoth/compile/compiled_cache.hpp>
#include <azoth/dialect/dialect.hpp>

#include "harness.hpp"

namespace azoth_bench {

namespace {

using namespace azoth;

/// The limit: the same text put together by hand.
std::string by_hand(int milliseconds) {
    std::string sql;
    sql.reserve(512);
    sql += "SELECT artist.name, album.title, track.name, count(track.track_id) AS n, ";
    sql += "max(track.milliseconds) AS longest FROM artist ";
    sql += "JOIN album ON album.artist_id = artist.artist_id ";
    sql += "JOIN track ON track.album_id = album.album_id WHERE artist.name = ";
    sql += "'Queen'";
    sql += " AND track.milliseconds > ";
    sql += std::to_string(milliseconds);
    sql += " AND track.price < ";
    sql += "2.5";
    sql += " AND album.title <> ";
    sql += "'x'";
    sql += " AND track.track_id >= ";
    sql += "7";
    sql += " GROUP BY artist.name, album.title, track.name ORDER BY n DESC LIMIT ";
    sql += "10";
    return sql;
}

/// The columns of the query, held in variables: what they are is known at run time only.
struct Columns {
    explicit Columns(const Table& artist, const Table& album, const Table& track)
        : artist_id(artist["artist_id"]),
          artist_name(artist["name"]),
          album_id(album["album_id"]),
          album_artist(album["artist_id"]),
          title(album["title"]),
          track_id(track["track_id"]),
          track_name(track["name"]),
          track_album(track["album_id"]),
          length(track["milliseconds"]),
          price(track["price"]) {}

    Expr artist_id, artist_name, album_id, album_artist, title;
    Expr track_id, track_name, track_album, length, price;
};

/// The same columns with their C++ types.
struct TypedColumns {
    explicit TypedColumns(const Table& artist, const Table& album, const Table& track)
        : artist_id(artist.column<std::int64_t>("artist_id")),
          artist_name(artist.column<std::string>("name")),
          album_id(album.column<std::int64_t>("album_id")),
          album_artist(album.column<std::optional<std::int64_t>>("artist_id")),
          title(album.column<std::string>("title")),
          track_id(track.column<std::int64_t>("track_id")),
          track_name(track.column<std::optional<std::string>>("name")),
          track_album(track.column<std::optional<std::int64_t>>("album_id")),
          length(track.column<std::optional<std::int64_t>>("milliseconds")),
          price(track.column<std::optional<double>>("price")) {}

    TypedExpr<std::int64_t> artist_id;
    TypedExpr<std::string> artist_name;
    TypedExpr<std::int64_t> album_id;
    TypedExpr<std::optional<std::int64_t>> album_artist;
    TypedExpr<std::string> title;
    TypedExpr<std::int64_t> track_id;
    TypedExpr<std::optional<std::string>> track_name;
    TypedExpr<std::optional<std::int64_t>> track_album;
    TypedExpr<std::optional<std::int64_t>> length;
    TypedExpr<std::optional<double>> price;
};

/// The query: 5 columns, 2 joins, 5 conditions, grouped, ordered, limited.
template <class AnyColumns>
auto query_of(const AnyColumns& c, const Table& album, const Table& track, int milliseconds) {
    return select(c.artist_name, c.title, c.track_name, func::count(c.track_id).label("n"),
                  func::max(c.length).label("longest"))
        .join(album, c.album_artist == c.artist_id)
        .join(track, c.track_album == c.album_id)
        .where((c.artist_name == "Queen") && (c.length > milliseconds) && (c.price < 2.5) &&
               (c.title != "x") && (c.track_id >= 7))
        .group_by(c.artist_name, c.title, c.track_name)
        .order_by(desc("n"))
        .limit(10);
}

class Model {
public:
    [[nodiscard]] auto build(int milliseconds) const {
        return query_of(columns_, album_, track_, milliseconds);
    }
    [[nodiscard]] auto build_typed(int milliseconds) const {
        return query_of(typed_, album_, track_, milliseconds);
    }

    Model()
        : dialect_(load_dialect("sqlite")),
          ledger_(dialect_->ledger(dialect_->assumed_facts())),
          artist_("artist", metadata_, Column{"artist_id", Integer{}, primary_key},
                  Column{"name", String{120}, not_null}),
          album_("album", metadata_, Column{"album_id", Integer{}, primary_key},
                 Column{"title", String{160}, not_null},
                 Column{"artist_id", ForeignKey{"artist.artist_id"}}),
          track_("track", metadata_, Column{"track_id", Integer{}, primary_key},
                 Column{"name", String{200}}, Column{"album_id", ForeignKey{"album.album_id"}},
                 Column{"milliseconds", Integer{}}, Column{"price", Double{}}) {
        keep_form(build(1));
        keep_form(build_typed(1));
    }

    [[nodiscard]] compile::Compiled render(const Query& query) const {
        return compile_statement(query, *dialect_, ledger_);
    }

    void find(const Query& query) {
        if (!cache_.find(*query.node(), matcher_)) std::abort();
    }

private:
    void keep_form(const Query& query) {
        cache_.insert(std::make_shared<compile::Compiled>(render(query)));
    }

    std::shared_ptr<const Dialect> dialect_;
    compile::Ledger ledger_;
    MetaData metadata_;
    Table artist_;
    Table album_;
    Table track_;
    Columns columns_{artist_, album_, track_};
    TypedColumns typed_{artist_, album_, track_};
    compile::CompiledCache cache_{100};
    sql::Matcher matcher_;
};

}  // namespace

std::vector<Scenario> expression_scenarios(const Sizes& sizes) {
    const auto model = std::make_shared<Model>();
    const int count = static_cast<int>(sizes.expressions);
    const auto raw = [=] {
        for (int i = 0; i < count; ++i) keep(by_hand(i));
    };
    return {
        {"P11_build",
         "expression",
         400,
         true,
         sizes.expressions,
         {{"raw", raw},
          {"azoth",
           [=] {
               for (int i = 0; i < count; ++i) keep(model->build(i));
           }}}},
        {"P11_hit",
         "expression",
         550,
         true,
         sizes.expressions,
         {{"raw", raw},
          {"azoth",
           [=] {
               for (int i = 0; i < count; ++i) model->find(model->build(i));
           }}}},
        {"P11_render",
         "expression",
         2000,
         true,
         sizes.expressions,
         {{"raw", raw},
          {"azoth",
           [=] {
               for (int i = 0; i < count; ++i) keep(model->render(model->build(i)));
           }}}},
        // Raw is the same query without types here: types cost nothing at run time.
        {"P11_typed",
         "expression",
         1.05,
         false,
         sizes.expressions,
         {{"raw",
           [=] {
               for (int i = 0; i < count; ++i) model->find(model->build(i));
           }},
          {"azoth",
           [=] {
               for (int i = 0; i < count; ++i) model->find(model->build_typed(i));
           }}}},
    };
}

}  // namespace azoth_bench
