/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kernel's side of a TCMU mailbox, in memory: written in C after the kernel's own header, so that the layout and
 * the rules that the bridge follows are not its own. */
#ifndef KERNEL_SIDE_H
#define KERNEL_SIDE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { KERNEL_MEMORY = 1 << 16, KERNEL_RING = 4096, KERNEL_MOST_IDS = 64, KERNEL_MOST_SEGMENTS = 8 };

struct kernel_segment {
    size_t offset;
    size_t length;
};

struct kernel_side {
    uint8_t *memory;
    size_t next_data;    /* of the data area */
    uint32_t cleaned;    /* the oldest entry whose completion was not looked at */
    size_t segment_size; /* data are cut into pieces of this size; 0: one piece */
    struct kernel_segment segments[KERNEL_MOST_IDS][KERNEL_MOST_SEGMENTS];
    size_t counts[KERNEL_MOST_IDS];
};

struct kernel_completion {
    int op;
    uint16_t id;
    uint8_t uflags;
    uint8_t status;
    uint32_t read_length;
    uint8_t sense[96];
};

/* Makes the mailbox in KERNEL_MEMORY bytes of zeros; flags as TCMU_MAILBOX_FLAG_CAP_…. */
void kernel_start(struct kernel_side *kernel, uint8_t *memory, uint16_t flags);

/* One entry each. The data of a command are what the host sends, or what stood in the room for a reply. */
void kernel_put_command(struct kernel_side *kernel, uint16_t id, const uint8_t *cdb, size_t cdb_length,
                        const uint8_t *data, size_t length);
void kernel_put_notice(struct kernel_side *kernel, const uint16_t *ids, size_t count);
void kernel_put_padding(struct kernel_side *kernel); /* up to the end of the ring */
void kernel_put_unknown(struct kernel_side *kernel, uint16_t id);

/* The next completed entry; 0: there is none. */
int kernel_take(struct kernel_side *kernel, struct kernel_completion *completion);
/* The room of a command's data as it is now. */
size_t kernel_read_data(const struct kernel_side *kernel, uint16_t id, uint8_t *data, size_t most);

/* What no kernel makes: another mailbox, and another first entry. */
void kernel_break_mailbox(struct kernel_side *kernel, uint16_t version, uint32_t ring_start, uint32_t ring_size);
void kernel_break_entry(struct kernel_side *kernel, uint32_t length, uint64_t cdb_offset, uint32_t segments,
                        size_t first_offset, size_t first_length);

#ifdef __cplusplus
}
#endif
#endif
