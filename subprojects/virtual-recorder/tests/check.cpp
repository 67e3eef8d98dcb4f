// SPDX-License-Identifier: LGPL-2.1-or-later
// The runner: one suite a file, TAP on standard output, and failure when not every registered test ran.
#include "check.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <vector>

namespace {

struct Failed {
    std::string text;
};

std::map<std::string, std::vector<const TTest *>> &registered() {
    static std::map<std::string, std::vector<const TTest *>> tests;
    return tests;
}

std::string baseName(const std::string &path) {
    return path.substr(path.rfind('/') + 1);
}

}  // namespace

namespace test {

void add(const char *file, const TTest *entry) {
    registered()[file].push_back(entry);
}

void fail(const char *file, int line, const std::string &text) {
    throw Failed{baseName(file) + ":" + std::to_string(line) + ": " + text};
}

void run(void (*body)()) {
    std::string text;
    try {
        body();
        return;
    } catch (const Failed &failed) {
        text = failed.text;
    } catch (const std::exception &exception) {
        text = std::string("exception: ") + exception.what();
    }
    ck_abort_msg("%s", text.c_str());
}

}  // namespace test

int main() {
    SRunner *runner = srunner_create(nullptr);
    int count = 0;
    for (const auto &[file, tests] : registered()) {
        Suite *suite = suite_create(baseName(file).c_str());
        for (const TTest *entry : tests) {
            TCase *group = tcase_create(entry->name);
            tcase_set_timeout(group, 300);  // against a hang; a slow disk is none
            tcase_add_test(group, entry);
            suite_add_tcase(suite, group);
            ++count;
        }
        srunner_add_suite(runner, suite);
    }
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    const int ran = srunner_ntests_run(runner);
    const int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    const bool filtered = std::getenv("CK_RUN_SUITE") != nullptr || std::getenv("CK_RUN_CASE") != nullptr;
    if (count == 0 || (!filtered && ran != count)) {
        std::fprintf(stderr, "%d tests ran, %d are registered\n", ran, count);
        return EXIT_FAILURE;
    }
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
