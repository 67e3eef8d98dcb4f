/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The runner of contract tests. */
#include "contract.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAXIMUM_TESTS 200
#define TIMEOUT_SECONDS 300

static const TTest *tests[MAXIMUM_TESTS];
static int added;
static char folder[64];

void contract_add(const TTest *test) {
    if (added == MAXIMUM_TESTS) {
        fprintf(stderr, "more than %d tests\n", MAXIMUM_TESTS);
        exit(EXIT_FAILURE);
    }
    tests[added++] = test;
}

const char *contract_folder(void) {
    return folder;
}

/* Both run in the runner and not in the test's process, so that a test that dies leaves no folder behind. */
static void make_folder(void) {
    const char *temporary = "/tmp/burnish-contract-XXXXXX";
    snprintf(folder, sizeof folder, "%s", temporary);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *where) {
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

static void remove_folder(void) {
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

int contract_run(const char *name) {
    Suite *suite = suite_create(name);
    SRunner *runner = srunner_create(suite);
    int ran, failures, filtered, i;
    for (i = 0; i < added; ++i) {
        TCase *group = tcase_create(tests[i]->name);
        tcase_set_timeout(group, TIMEOUT_SECONDS);
        tcase_add_unchecked_fixture(group, make_folder, remove_folder);
        tcase_add_test(group, tests[i]);
        suite_add_tcase(suite, group);
    }
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    ran = srunner_ntests_run(runner);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    filtered = getenv("CK_RUN_SUITE") != NULL || getenv("CK_RUN_CASE") != NULL;
    if (added == 0 || (!filtered && ran != added)) {
        fprintf(stderr, "%d tests ran, %d were added\n", ran, added);
        return EXIT_FAILURE;
    }
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
