// SPDX-License-Identifier: LGPL-2.1-or-later
// Tests on Check: TEST registers a body; a failed expectation leaves it by an exception, so that its objects are
// destroyed, and is then told to Check. main() stands in check.cpp.
#pragma once

#include <check.h>
#undef fail  // a macro of Check; streams have a member of that name

#include <sstream>
#include <string>
#include <type_traits>

namespace test {

void add(const char *file, const TTest *entry);
void run(void (*body)());
[[noreturn]] void fail(const char *file, int line, const std::string &text);

template <typename T>
std::string show(const T &value) {
    std::ostringstream out;
    if constexpr (std::is_enum_v<T> || (std::is_integral_v<T> && sizeof(T) == 1)) {
        out << static_cast<int>(value);
    } else {
        out << value;
    }
    return out.str();
}

template <typename A, typename B>
void expectEqual(const char *file, int line, const char *what, const A &actual, const B &expected) {
    if (!(actual == expected)) {
        fail(file, line, std::string(what) + " is " + show(actual) + ", expected " + show(expected));
    }
}

struct Registration {
    Registration(const char *file, const TTest *entry) { add(file, entry); }
};

}  // namespace test

#define TEST(name)                                                              \
    static void name##Body();                                                   \
    static void name##Run(int) {                                                \
        test::run(name##Body);                                                  \
    }                                                                           \
    static const TTest name##Entry = {#name, name##Run, __FILE__, __LINE__};    \
    static const test::Registration name##Registration{__FILE__, &name##Entry}; \
    static void name##Body()

#define EXPECT(condition)                                          \
    do {                                                           \
        if (!(condition)) {                                        \
            test::fail(__FILE__, __LINE__, "not so: " #condition); \
        }                                                          \
    } while (false)
#define EXPECT_EQ(actual, expected) test::expectEqual(__FILE__, __LINE__, #actual, (actual), (expected))
