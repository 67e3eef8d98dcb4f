/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Contract tests: in C, on Check, through public headers only. A runner adds its tests by name and runs them; it fails
 * when another number ran than was added. Each test has a process and a folder of its own. */
#ifndef TESTS_CONTRACT_H
#define TESTS_CONTRACT_H

#include <check.h>

/* A test that was made with START_TEST. A test that is never added is a compiler's warning. */
void contract_add(const TTest *test);

/* Runs all that were added, TAP on standard output; what main() returns. */
int contract_run(const char *suite);

/* The folder of the test that runs: empty at its start, removed after it. */
const char *contract_folder(void);

#endif
