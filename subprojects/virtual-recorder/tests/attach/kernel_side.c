/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Entries are put and completions taken as the comments in linux/target_core_user.h tell. */
#include "kernel_side.h"

#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

#ifndef __LINUX_UIO_H
#define __LINUX_UIO_H /* struct iovec is the C library's */
#endif
#include <linux/target_core_user.h>

static struct tcmu_mailbox *mailbox(const struct kernel_side *kernel) {
    return (struct tcmu_mailbox *)kernel->memory;
}

static uint8_t *entry_at(const struct kernel_side *kernel, uint32_t position) {
    return kernel->memory + mailbox(kernel)->cmdr_off + position;
}

static uint32_t rounded(size_t length) {
    return (uint32_t)((length + TCMU_OP_ALIGN_SIZE - 1) / TCMU_OP_ALIGN_SIZE * TCMU_OP_ALIGN_SIZE);
}

void kernel_start(struct kernel_side *kernel, uint8_t *memory, uint16_t flags) {
    memset(kernel, 0, sizeof *kernel);
    kernel->memory = memory;
    mailbox(kernel)->version = TCMU_MAILBOX_VERSION;
    mailbox(kernel)->flags = flags;
    mailbox(kernel)->cmdr_off = sizeof(struct tcmu_mailbox);
    mailbox(kernel)->cmdr_size = KERNEL_RING;
    kernel->next_data = sizeof(struct tcmu_mailbox) + KERNEL_RING;
}

static struct tcmu_cmd_entry_hdr *begin(struct kernel_side *kernel, enum tcmu_opcode op, uint16_t id, size_t length) {
    const uint32_t head = mailbox(kernel)->cmd_head;
    if (head + rounded(length) > KERNEL_RING) {
        abort(); /* the test has to pad */
    }
    struct tcmu_cmd_entry_hdr *header = (struct tcmu_cmd_entry_hdr *)entry_at(kernel, head);
    memset(header, 0, rounded(length));
    __u32 length_and_op = 0;
    tcmu_hdr_set_op(&length_and_op, op);
    tcmu_hdr_set_len(&length_and_op, rounded(length));
    header->len_op = length_and_op;
    header->cmd_id = id;
    return header;
}

static void publish(struct kernel_side *kernel, const struct tcmu_cmd_entry_hdr *header) {
    struct tcmu_mailbox *box = mailbox(kernel);
    const uint32_t next = (box->cmd_head + tcmu_hdr_get_len(header->len_op)) % box->cmdr_size;
    uint32_t *head = (uint32_t *)(void *)(kernel->memory + offsetof(struct tcmu_mailbox, cmd_head));
    __atomic_store_n(head, next, __ATOMIC_RELEASE);
}

/* The segments lie apart, so that a run over the end of one would be seen. */
static void cut(struct kernel_side *kernel, uint16_t id, const uint8_t *data, size_t length) {
    const size_t size = kernel->segment_size ? kernel->segment_size : length;
    kernel->counts[id] = 0;
    for (size_t done = 0; done < length;) {
        const size_t now = length - done < size ? length - done : size;
        struct kernel_segment *segment = &kernel->segments[id][kernel->counts[id]++];
        segment->offset = kernel->next_data;
        segment->length = now;
        memcpy(kernel->memory + segment->offset, data + done, now);
        memset(kernel->memory + segment->offset + now, 0x5A, 16);
        kernel->next_data += now + 16;
        done += now;
    }
}

void kernel_put_command(struct kernel_side *kernel, uint16_t id, const uint8_t *cdb, size_t cdb_length,
                        const uint8_t *data, size_t length) {
    cut(kernel, id, data, length);
    size_t base = offsetof(struct tcmu_cmd_entry, req.iov) + kernel->counts[id] * sizeof(struct iovec);
    if (base < sizeof(struct tcmu_cmd_entry)) {
        base = sizeof(struct tcmu_cmd_entry);
    }
    struct tcmu_cmd_entry_hdr *header = begin(kernel, TCMU_OP_CMD, id, base + cdb_length);
    struct tcmu_cmd_entry *entry = (struct tcmu_cmd_entry *)header;
    for (size_t i = 0; i < kernel->counts[id]; ++i) {
        entry->req.iov[i].iov_base = (void *)kernel->segments[id][i].offset;
        entry->req.iov[i].iov_len = kernel->segments[id][i].length;
    }
    entry->req.iov_cnt = (uint32_t)kernel->counts[id];
    entry->req.cdb_off = (uint64_t)((uint8_t *)entry - kernel->memory) + base;
    memcpy(kernel->memory + entry->req.cdb_off, cdb, cdb_length);
    publish(kernel, header);
}

void kernel_put_notice(struct kernel_side *kernel, const uint16_t *ids, size_t count) {
    struct tcmu_cmd_entry_hdr *header =
        begin(kernel, TCMU_OP_TMR, 0, sizeof(struct tcmu_tmr_entry) + count * sizeof *ids);
    struct tcmu_tmr_entry *entry = (struct tcmu_tmr_entry *)header;
    entry->tmr_type = TCMU_TMR_ABORT_TASK;
    entry->cmd_cnt = (uint32_t)count;
    memcpy(entry->cmd_ids, ids, count * sizeof *ids);
    publish(kernel, header);
}

void kernel_put_padding(struct kernel_side *kernel) {
    publish(kernel, begin(kernel, TCMU_OP_PAD, 0, KERNEL_RING - mailbox(kernel)->cmd_head));
}

void kernel_put_unknown(struct kernel_side *kernel, uint16_t id) {
    publish(kernel, begin(kernel, (enum tcmu_opcode)7, id, 64));
}

int kernel_take(struct kernel_side *kernel, struct kernel_completion *completion) {
    uint32_t *tail = (uint32_t *)(void *)(kernel->memory + offsetof(struct tcmu_mailbox, cmd_tail));
    if (kernel->cleaned == __atomic_load_n(tail, __ATOMIC_ACQUIRE)) {
        return 0;
    }
    const struct tcmu_cmd_entry *entry = (const struct tcmu_cmd_entry *)entry_at(kernel, kernel->cleaned);
    completion->op = (int)tcmu_hdr_get_op(entry->hdr.len_op);
    completion->id = entry->hdr.cmd_id;
    completion->uflags = entry->hdr.uflags;
    completion->status = entry->rsp.scsi_status;
    completion->read_length = entry->rsp.read_len;
    if (completion->op == TCMU_OP_CMD) {
        memcpy(completion->sense, entry->rsp.sense_buffer, sizeof completion->sense);
    }
    kernel->cleaned = (kernel->cleaned + tcmu_hdr_get_len(entry->hdr.len_op)) % mailbox(kernel)->cmdr_size;
    return 1;
}

size_t kernel_read_data(const struct kernel_side *kernel, uint16_t id, uint8_t *data, size_t most) {
    size_t done = 0;
    for (size_t i = 0; i < kernel->counts[id] && done + kernel->segments[id][i].length <= most; ++i) {
        const struct kernel_segment *segment = &kernel->segments[id][i];
        for (size_t k = 0; k < 16; ++k) {
            if (kernel->memory[segment->offset + segment->length + k] != 0x5A) {
                return 0; /* something ran over the end */
            }
        }
        memcpy(data + done, kernel->memory + segment->offset, segment->length);
        done += segment->length;
    }
    return done;
}

void kernel_break_mailbox(struct kernel_side *kernel, uint16_t version, uint32_t ring_start, uint32_t ring_size) {
    mailbox(kernel)->version = version;
    mailbox(kernel)->cmdr_off = ring_start;
    mailbox(kernel)->cmdr_size = ring_size;
}

void kernel_break_entry(struct kernel_side *kernel, uint32_t length, uint64_t cdb_offset, uint32_t segments,
                        size_t first_offset, size_t first_length) {
    struct tcmu_cmd_entry *entry = (struct tcmu_cmd_entry *)entry_at(kernel, 0);
    __u32 length_and_op = entry->hdr.len_op;
    tcmu_hdr_set_len(&length_and_op, length);
    entry->hdr.len_op = length_and_op;
    entry->req.cdb_off = cdb_offset;
    entry->req.iov_cnt = segments;
    entry->req.iov[0].iov_base = (void *)first_offset;
    entry->req.iov[0].iov_len = first_length;
}
