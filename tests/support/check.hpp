// SPDX-License-Identifier: LGPL-2.1-or-later
// C++ tests on Check. A body runs inside a try block and fails by an exception, so that its objects are destroyed;
// only then is Check told. main() stands in check.cpp and fails when not every registered test ran.
#pragma once

#include <check.h>
#undef fail  // Check's macro of that name hides std::ios::fail and test::fail

#include <sstream>
#include <string>

namespace test {

struct Failed {
    std::string text;
};

void add(const char *suite, const TTest *entry);
void run(void (*body)());
[[noreturn]] void fail(const char *file, int line, const std::string &text);

template <typename T>
std::string show(const T &value) {
    std::ostringstream out;
    if constexpr (requires { out << value; }) {
        if constexpr (sizeof(T) == 1) {
            out << static_cast<int>(value);
        } else {
            out << value;
        }
    } else if constexpr (requires { static_cast<long long>(value); }) {
        out << static_cast<long long>(value);
    } else {
        out << "(a value)";
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
    Registration(const char *suite, const TTest *entry) { add(suite, entry); }
};

}  // namespace test

// TEST(name) { … } registers a test; the suite is the source file.
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
// For a Result: its error's text on failure.
#define EXPECT_OK(result)                                                                             \
    do {                                                                                              \
        auto &&checked = (result);                                                                    \
        if (!checked.ok()) {                                                                          \
            test::fail(__FILE__, __LINE__,                                                            \
                       #result ": " + checked.error().message + " [" + checked.error().detail + "]"); \
        }                                                                                             \
    } while (false)
// For a Result that must fail with a status.
#define EXPECT_STATUS(result, expected)                                                     \
    do {                                                                                    \
        auto &&checked = (result);                                                          \
        EXPECT(!checked.ok());                                                              \
        test::expectEqual(__FILE__, __LINE__, #result, checked.error().status, (expected)); \
    } while (false)
