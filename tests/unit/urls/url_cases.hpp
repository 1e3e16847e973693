// SPDX-License-Identifier: MIT
// The tables of URLs that tests read, and that seed the fuzz corpus.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace azoth::test {

using namespace std::string_view_literals;

/// A URL that must be refused. Wherever a case has a password it contains "hunter", so that a test
/// can look for pieces of it in what the library says.
struct BadUrl {
    std::string_view text;
    std::string_view code;
    std::string_view component;
    std::size_t offset;
};

inline constexpr BadUrl bad_urls[] = {
    {"", "url_empty", "url", 0},
    {"postgresql", "url_missing_scheme_separator", "scheme", 10},
    {"postgresql:/h/d", "url_missing_scheme_separator", "scheme", 15},
    {"ada:hunter2@h/d", "url_missing_scheme_separator", "scheme", 15},
    {"://host/db", "url_empty_scheme", "scheme", 0},
    {"+odbc://host/db", "url_empty_scheme", "scheme", 0},
    {"1pg://h/d", "url_bad_scheme", "scheme", 0},
    {"_pg://h/d", "url_bad_scheme", "scheme", 0},
    {"../../evil://h/d", "url_bad_scheme", "scheme", 0},
    {"my-d://h/d", "url_bad_scheme", "scheme", 2},
    {"d.x://h/d", "url_bad_scheme", "scheme", 1},
    {"p\xC3\xA9://h/d", "url_bad_scheme", "scheme", 1},
    {"postgresql+../../x.so://h/d", "url_bad_driver_name", "driver", 11},
    {"postgresql+://h/d", "url_bad_driver_name", "driver", 11},
    {"postgresql+a+b://h/d", "url_bad_driver_name", "driver", 12},
    {"postgresql+2pg://h/d", "url_bad_driver_name", "driver", 11},

    {"postgresql://h:abc/d", "url_bad_port", "port", 15},
    {"postgresql://h:0/d", "url_bad_port", "port", 15},
    {"postgresql://h:65536/d", "url_bad_port", "port", 15},
    {"postgresql://h:-1/d", "url_bad_port", "port", 15},
    {"postgresql://h:+5432/d", "url_bad_port", "port", 15},
    {"postgresql://h: 5432/d", "url_bad_port", "port", 15},
    {"postgresql://h:5432x/d", "url_bad_port", "port", 15},
    {"postgresql://h:5432 /d", "url_bad_port", "port", 15},
    {"postgresql://h:0x50/d", "url_bad_port", "port", 15},
    {"postgresql://h:%35432/d", "url_bad_port", "port", 15},
    {"postgresql://h:99999999999999999999/d", "url_bad_port", "port", 15},
    {"postgresql://h:1:2x/d", "url_bad_port", "port", 15},
    {"postgresql://[::1]:0/d", "url_bad_port", "port", 19},
    {"postgresql://h1,h2:x/d", "url_bad_port", "port", 19},
    {"postgresql://ada:hunter2", "url_bad_port", "port", 17},
    {"postgresql://ada:hunter?2@h/d", "url_bad_port", "port", 17},

    {"postgresql://[::1/d", "url_unclosed_ipv6", "host", 13},
    {"postgresql://u@[::1,h2/d", "url_unclosed_ipv6", "host", 15},
    {"postgresql://::1/d", "url_ipv6_needs_brackets", "host", 13},
    {"postgresql://fe80::1%25eth0/d", "url_ipv6_needs_brackets", "host", 13},
    {"postgresql://2001:db8::1:5432/d", "url_ipv6_needs_brackets", "host", 13},
    {"postgresql://h1,::1/d", "url_ipv6_needs_brackets", "host", 16},
    {"postgresql://[zz]/d", "url_bad_ipv6", "host", 14},
    {"postgresql://[]/d", "url_bad_ipv6", "host", 14},
    {"postgresql://[127.0.0.1]/d", "url_bad_ipv6", "host", 14},
    {"postgresql://[::1%25]/d", "url_bad_ipv6", "host", 14},
    {"postgresql://[::1%]/d", "url_bad_ipv6", "host", 14},
    {"postgresql://[::1%25e,h]/d", "url_unclosed_ipv6", "host", 13},
    {"postgresql://[1:2:3:4:5:6:7:8:9]/d", "url_bad_ipv6", "host", 14},
    {"postgresql://[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0001]/d", "url_bad_ipv6",
     "host", 14},
    {"postgresql://[::1]x/d", "url_bad_host", "host", 18},
    {"postgresql://h]/d", "url_bad_host", "host", 14},
    {"postgresql://h ost/d", "url_bad_host", "host", 14},
    {"postgresql://h1, h2/d", "url_bad_host", "host", 16},
    {"postgresql://a%2Cb/d", "url_bad_host", "host", 13},
    {"postgresql://a%3Ab/d", "url_bad_host", "host", 13},

    {"postgresql://u:hunter@ss@h/d", "url_ambiguous_at", "password", 21},
    {"postgresql://u:hunter@ss/w@h/d", "url_ambiguous_at", "password", 21},
    {"postgresql://u:hunter2@h/d@x", "url_ambiguous_at", "password", 22},
    {"postgresql://ada@host:hunter2@h/d", "url_ambiguous_at", "password", 16},
    {"postgresql://u:hunter/ss@h/d", "url_ambiguous_slash", "password", 21},
    {"postgresql://u:123/hunter@h/d", "url_ambiguous_slash", "password", 18},
    {"postgresql://dom/u:hunter2@h/d", "url_ambiguous_slash", "password", 16},
    {"postgresql:///ada:hunter2@h/d", "url_ambiguous_slash", "password", 13},
    {"postgresql:///ada:hunter2@h", "url_ambiguous_slash", "password", 13},
    {"hive://u:hunter;DRIVER=/tmp/e.so@h/d", "url_ambiguous_slash", "password", 23},
    {"postgresql://u:hunter%zz@h/d", "url_bad_percent", "password", 21},
    {"postgresql://u:hunter%4@h/d", "url_bad_percent", "password", 21},
    {"postgresql://u:hunter%@h/d", "url_bad_percent", "password", 21},
    {"postgresql://%4:hunter@h/d", "url_bad_percent", "user", 13},
    {"postgresql://h%4/d", "url_bad_percent", "host", 14},
    {"postgresql://h/d%", "url_bad_percent", "database", 16},
    {"postgresql://h/d?a%=1", "url_bad_percent", "query", 18},
    {"postgresql://h/d?a=%x1", "url_bad_percent", "query", 19},
    {"postgresql://u:hunter%00q@h/d", "url_nul_byte", "password", 21},
    {"postgresql://u:hunt\0er@h/d"sv, "url_nul_byte", "url", 19},
    {"\0"sv, "url_nul_byte", "url", 0},
    {"postgresql://h/d%00", "url_nul_byte", "database", 16},
    {"postgresql://%FF%FE@h/d", "url_invalid_utf8", "user", 13},
    {"postgresql://ab%C3@h/d", "url_invalid_utf8", "user", 15},
    {"postgresql://u:hunter%ED%A0%80@h/d", "url_invalid_utf8", "password", 21},
    {"postgresql://h/%C0%AF", "url_invalid_utf8", "database", 15},
    {"postgresql://h/%F4%90%80%80", "url_invalid_utf8", "database", 15},
    {"postgresql://h/\xE0\x80\x80", "url_invalid_utf8", "database", 15},
    {"postgresql://h\xFF/d", "url_invalid_utf8", "host", 14},
    {"postgresql://h/d?k=%80", "url_invalid_utf8", "query", 19},
    {"postgresql://h/d\n", "url_control_char", "url", 16},
    {"post\tgresql://h/d", "url_control_char", "url", 4},
    {"postgresql://u:hunter\r@h/d", "url_control_char", "url", 21},
    {"postgresql://u:hunter%0A@h/d", "url_control_char", "password", 21},
    {"postgresql://a%41%7F@h/d", "url_control_char", "user", 17},
    {"postgresql://h/d?k%0D=v", "url_control_char", "query", 18},
    {"postgresql://h/d?k=v%09", "url_control_char", "query", 20},
    {" postgresql://h/d", "url_whitespace", "url", 0},
    {"postgresql://h/d ", "url_whitespace", "url", 16},
    {" ", "url_whitespace", "url", 0},

    {"postgresql://h/d?=x", "url_bad_query", "query", 17},
    {"postgresql://h/d?a", "url_bad_query", "query", 17},
    {"postgresql://h/d?&&", "url_bad_query", "query", 17},
    {"postgresql://h/d?a=1&", "url_bad_query", "query", 21},
    {"postgresql://h/d?a=1&&b=2", "url_bad_query", "query", 21},
    {"postgresql://u:p@hunter?2@h", "url_bad_query", "query", 24},
    {"postgresql://h/d#frag", "url_fragment_unsupported", "url", 16},
    {"postgresql://u:hunter#2@h/d", "url_fragment_unsupported", "url", 21},
    {"postgresql://h1,h2:5433,,h3/d", "url_host_list", "host", 24},
    {"postgresql://h1,/d", "url_host_list", "host", 16},
    {"postgresql://,h1/d", "url_host_list", "host", 13},
    {"postgresql://u@:/d", "url_host_list", "host", 15},
};

/// A URL that must be read, and how it is rendered with its secrets.
struct GoodUrl {
    std::string_view text;
    std::string_view rendered;
};

inline constexpr GoodUrl good_urls[] = {
    {"sqlite://", "sqlite://"},
    {"sqlite:///", "sqlite:///"},
    {"sqlite:///rel.db", "sqlite:///rel.db"},
    {"sqlite:////abs/x.db", "sqlite:////abs/x.db"},
    {"sqlite:///:memory:", "sqlite:///:memory:"},
    {"sqlite:///C:/x/y.db", "sqlite:///C:/x/y.db"},
    {"sqlite:///C:\\x\\y.db", "sqlite:///C:%5Cx%5Cy.db"},
    {"sqlite:////home/a@b/x y.db", "sqlite:////home/a%40b/x%20y.db"},
    {"sqlite:///file:x?vfs=evil", "sqlite:///file:x?vfs=evil"},
    {"sqlite://host/x.db", "sqlite://host/x.db"},
    {"sqlite://?a=1", "sqlite://?a=1"},
    {"sqlite://?", "sqlite://"},
    {"PostgreSQL://h/d", "postgresql://h/d"},
    {"PostgreSQL+ODBC://h/d", "postgresql+odbc://h/d"},
    {"my_db2+drv_3://h", "my_db2+drv_3://h"},
    {"postgresql://ada:s%40fe@localhost/shop?sslmode=verify-full",
     "postgresql://ada:s%40fe@localhost/shop?sslmode=verify-full"},
    {"postgresql://u@h", "postgresql://u@h"},
    {"postgresql://u:@h/", "postgresql://u:@h/"},
    {"postgresql://:p@h/", "postgresql://:p@h/"},
    {"postgresql://@h/", "postgresql://@h/"},
    {"postgresql://u:p@/d", "postgresql://u:p@/d"},
    {"postgresql://u:p:q@h", "postgresql://u:p%3Aq@h"},
    {"postgresql://a+b:c+d%2B@h/e+f?g=h+i", "postgresql://a+b:c+d+@h/e+f?g=h%20i"},
    {"postgresql://h:/d", "postgresql://h/d"},
    {"postgresql://h:1/d", "postgresql://h:1/d"},
    {"postgresql://h:65535/d", "postgresql://h:65535/d"},
    {"postgresql://h:05432/d", "postgresql://h:5432/d"},
    {"postgresql://:5432/d", "postgresql://:5432/d"},
    {"postgresql://[::1]:5432/d", "postgresql://[::1]:5432/d"},
    {"postgresql://[::ffff:127.0.0.1]/d", "postgresql://[::ffff:127.0.0.1]/d"},
    {"postgresql://[FE80::1%25eth0]/d", "postgresql://[FE80::1%25eth0]/d"},
    {"postgresql://[fe80::1%eth0]/d", "postgresql://[fe80::1%25eth0]/d"},
    {"postgresql://[fe80::1%252]:1/d", "postgresql://[fe80::1%252]:1/d"},
    {"postgresql://h1:1,h2:2/d", "postgresql://h1:1,h2:2/d"},
    {"postgresql://u:p@h1,[::1]:5433,h3:1/d", "postgresql://u:p@h1,[::1]:5433,h3:1/d"},
    {"postgresql://%2Fvar%2Frun%2Fpg:5433/d", "postgresql://%2Fvar%2Frun%2Fpg:5433/d"},
    {"postgresql://%2Ftmp%2Fa%3Ab/d", "postgresql://%2Ftmp%2Fa%3Ab/d"},
    {"postgresql:///d?host=/var/run/postgresql", "postgresql:///d?host=/var/run/postgresql"},
    {"postgresql:///?host=A:1&host=B:2", "postgresql:///?host=A:1&host=B:2"},
    {"postgresql:///?host=A,B&port=1,2", "postgresql:///?host=A,B&port=1,2"},
    {"postgresql://h/dbname=x host=evil", "postgresql://h/dbname=x%20host=evil"},
    {"postgresql://h/a/b//c", "postgresql://h/a/b//c"},
    {"postgresql://h/d%3Fx%23y", "postgresql://h/d%3Fx%23y"},
    {"postgresql://h?a=&b==&c=1;d=2&a=3", "postgresql://h?a=&b=%3D&c=1%3Bd%3D2&a=3"},
    {"postgresql://h?a=x@y?z/w", "postgresql://h?a=x%40y%3Fz/w"},
    {"postgresql://h?a%3Db=%26%2B", "postgresql://h?a%3Db=%26%2B"},
    {"postgresql://\xF0\x9F\x98\x80:p\xC3\xA4@h/\xE6\x97\xA5",
     "postgresql://%F0%9F%98%80:p%C3%A4@h/%E6%97%A5"},
    {"hive://ada@localhost:10000/default?auth=NOSASL",
     "hive://ada@localhost:10000/default?auth=NOSASL"},
    {"hive://My%20DSN", "hive://My%20DSN"},
    {"hive://h/d?principal=hive/_HOST@REALM", "hive://h/d?principal=hive/_HOST%40REALM"},
    {"hive://u:p;DRIVER=%2Ftmp%2Fe.so@h/d", "hive://u:p%3BDRIVER%3D%2Ftmp%2Fe.so@h/d"},
    {"hive://h?driver=Evil}UID=x", "hive://h?driver=Evil%7DUID%3Dx"},
    {"hive://h?driver=/tmp/e.so", "hive://h?driver=/tmp/e.so"},
    {"hive://h?a;b=c", "hive://h?a%3Bb=c"},
    {"hive://u:p}w;{@h", "hive://u:p%7Dw%3B%7B@h"},
};

/// Hosts named in the query: well and badly.
inline constexpr std::string_view endpoint_urls[] = {
    "postgresql://?host=[::1]:1&host=::1",
    "postgresql://?host=A:1,B:2&port=1,2",
    "postgresql://?host=A&host=B&port=1",
    "postgresql://?port=1,2",
    "postgresql://h?port=1",
    "postgresql://?host=A,,B",
};

}  // namespace azoth::test
