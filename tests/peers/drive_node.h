/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a device node of an optical drive does beyond being opened: ioctl() and reading blocks. */
#pragma once

#include <stddef.h>
#include <sys/types.h>

enum node_kind { NODE_NONE = 0, NODE_BLOCK, NODE_GENERIC };

/* Which of the two nodes a descriptor was opened as. */
void node_opened(int fd, enum node_kind kind);
void node_closed(int fd);
/* Linux looks at a drive when it is opened: the attention of a drive that was just switched on, or whose disc was
 * changed, goes to the kernel and never to a program. */
void node_greet(int fd);
enum node_kind node_kind_of(int fd);

/* As ioctl(2) and pread(2): -1 and errno. */
int node_ioctl(int fd, enum node_kind kind, unsigned long request, void *argument);
ssize_t node_read(int fd, void *data, size_t length, off_t offset);
