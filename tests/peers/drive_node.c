/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The requests that burning programs make of /dev/sr0 and /dev/sg0, as Linux answers them. */
#include "drive_node.h"

#include "recorder_client.h"

#include <errno.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 2048, MOST_DESCRIPTORS = 1024, CHECK_CONDITION = 2 };
enum { DID_TIME_OUT = 3, DRIVER_SENSE = 8 };
enum { RESERVED_SIZE = 131072, SG_VERSION = 30536, GENERIC_TIMEOUT = 6000, TYPE_OPTICAL = 5 };
/* Not in the headers of user space. */
enum { SCSI_GET_IDLUN = 0x5382, SCSI_GET_BUS_NUMBER = 0x5386 };

static unsigned char kinds[MOST_DESCRIPTORS];

void node_opened(int fd, enum node_kind kind) {
    if (fd < MOST_DESCRIPTORS) {
        kinds[fd] = (unsigned char)kind;
    }
}

void node_closed(int fd) {
    if (fd >= 0 && fd < MOST_DESCRIPTORS) {
        kinds[fd] = NODE_NONE;
    }
}

enum node_kind node_kind_of(int fd) {
    return fd >= 0 && fd < MOST_DESCRIPTORS ? (enum node_kind)kinds[fd] : NODE_NONE;
}

static uint8_t direction_of(const sg_io_hdr_t *header) {
    switch (header->dxfer_direction) {
        case SG_DXFER_TO_DEV:
            return DIRECTION_TO_DEVICE;
        case SG_DXFER_FROM_DEV:
        case SG_DXFER_TO_FROM_DEV:
            return DIRECTION_FROM_DEVICE;
        default:
            return DIRECTION_NONE;
    }
}

static int generic_io(int fd, sg_io_hdr_t *header) {
    if (header->interface_id != 'S') {
        errno = ENOSYS;
        return -1;
    }
    if (header->iovec_count != 0 || header->cmd_len > 16) {
        errno = EINVAL;
        return -1;
    }
    struct recorder_command command = {.cdb = header->cmdp,
                                       .cdb_length = header->cmd_len,
                                       .direction = direction_of(header),
                                       .data = header->dxferp,
                                       .length = header->dxfer_len,
                                       .timeout_ms = header->timeout};
    if (command.direction == DIRECTION_NONE || command.length == 0) {
        command.direction = DIRECTION_NONE;
        command.length = 0;
    }
    struct recorder_answer answer;
    if (recorder_execute(fd, &command, &answer) != 0) {
        return -1;
    }
    if (answer.result == RESULT_GONE) {
        errno = ENODEV;
        return -1;
    }
    header->status = answer.status;
    header->masked_status = (answer.status >> 1) & 0x1F;
    header->msg_status = 0;
    header->host_status = answer.result == RESULT_TIMED_OUT ? DID_TIME_OUT : 0;
    header->driver_status = answer.status == CHECK_CONDITION ? DRIVER_SENSE : 0;
    header->resid = (int)answer.residual;
    header->duration = 1;
    header->info = answer.status != 0 || header->host_status != 0 ? SG_INFO_CHECK : SG_INFO_OK;
    header->sb_len_wr = answer.sense_length < header->mx_sb_len ? answer.sense_length : header->mx_sb_len;
    if (header->sbp != NULL) {
        memcpy(header->sbp, answer.sense, header->sb_len_wr);
    }
    return 0;
}

/* The older interface, as Linux has it: 12 bytes of command, ticks of 1/100 s, and no word of what happened between the
 * computer and the drive: a command that ran out of time has succeeded. */
static int send_packet(int fd, struct cdrom_generic_command *packet) {
    struct recorder_command command = {.cdb = packet->cmd,
                                       .cdb_length = sizeof packet->cmd,
                                       .data = packet->buffer,
                                       .length = packet->buflen,
                                       .timeout_ms = packet->timeout > 0 ? (uint32_t)packet->timeout * 10 : 60000};
    command.direction = packet->data_direction == CGC_DATA_READ    ? DIRECTION_FROM_DEVICE
                        : packet->data_direction == CGC_DATA_WRITE ? DIRECTION_TO_DEVICE
                                                                   : DIRECTION_NONE;
    if (command.direction == DIRECTION_NONE || command.length == 0) {
        command.direction = DIRECTION_NONE;
        command.length = 0;
    }
    struct recorder_answer answer;
    if (recorder_execute(fd, &command, &answer) != 0) {
        return -1;
    }
    if (answer.result == RESULT_GONE) {
        errno = ENODEV;
        return -1;
    }
    if (packet->sense != NULL) {
        const size_t room = sizeof *packet->sense;
        memcpy(packet->sense, answer.sense, answer.sense_length < room ? answer.sense_length : room);
    }
    if (answer.status != 0) {
        errno = EIO;
        return -1;
    }
    packet->buflen = answer.residual;
    return 0;
}

/* A command of the kernel's own; it takes an attention and asks again. */
static int ask(int fd, struct recorder_command *command, struct recorder_answer *answer) {
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (recorder_execute(fd, command, answer) != 0) {
            return -1;
        }
        if (answer->status != CHECK_CONDITION || (answer->sense[2] & 0x0F) != 0x06) {
            break;
        }
    }
    return answer->result == RESULT_ANSWERED ? 0 : -1;
}

static int test_unit_ready(int fd, struct recorder_answer *answer) {
    const uint8_t cdb[6] = {0};
    struct recorder_command command = {.cdb = cdb, .cdb_length = sizeof cdb, .timeout_ms = 30000};
    return ask(fd, &command, answer);
}

void node_greet(int fd) {
    struct recorder_answer ignored;
    (void)test_unit_ready(fd, &ignored);
}

static int drive_status(int fd) {
    struct recorder_answer answer;
    if (test_unit_ready(fd, &answer) != 0) {
        errno = EIO;
        return -1;
    }
    if (answer.status == 0) {
        return CDS_DISC_OK;
    }
    if (answer.sense[12] == 0x3A) {
        return answer.sense[13] == 0x02 ? CDS_TRAY_OPEN : CDS_NO_DISC;
    }
    return CDS_DRIVE_NOT_READY;
}

static int generic_only(enum node_kind kind, unsigned long request, void *argument) {
    if (kind == NODE_GENERIC && request == SG_GET_SCSI_ID) {
        memset(argument, 0, sizeof(struct sg_scsi_id));
        ((struct sg_scsi_id *)argument)->scsi_type = TYPE_OPTICAL;
        return 0;
    }
    if (getenv("VIRTUAL_RECORDER_DEBUG") != NULL) {
        fprintf(stderr, "bridge: ioctl %#lx is not answered\n", request);
    }
    errno = kind == NODE_GENERIC ? ENOTTY : EINVAL;
    return -1;
}

int node_ioctl(int fd, enum node_kind kind, unsigned long request, void *argument) {
    switch (request) {
        case SG_IO:
            return generic_io(fd, argument);
        case CDROM_SEND_PACKET:
            return send_packet(fd, argument);
        case SG_GET_VERSION_NUM:
            *(int *)argument = SG_VERSION;
            return 0;
        case SG_GET_RESERVED_SIZE:
            *(int *)argument = RESERVED_SIZE;
            return 0;
        case SG_SET_RESERVED_SIZE:
        case SG_SET_TIMEOUT:
        case BLKFLSBUF:
        case CDROM_LOCKDOOR:
        case CDROM_MEDIA_CHANGED:
            return 0;
        case SG_GET_TIMEOUT:
            return GENERIC_TIMEOUT;
        case SG_EMULATED_HOST:
            *(int *)argument = 0;
            return 0;
        case SCSI_GET_IDLUN:
            memset(argument, 0, 2 * sizeof(int));
            return 0;
        case SCSI_GET_BUS_NUMBER:
            *(int *)argument = 0;
            return 0;
        case CDROM_DRIVE_STATUS:
            return drive_status(fd);
        default:
            return generic_only(kind, request, argument);
    }
}

static int read_block(int fd, uint32_t lba, uint8_t *data) {
    const uint8_t cdb[10] = {0x28, 0, (uint8_t)(lba >> 24), (uint8_t)(lba >> 16), (uint8_t)(lba >> 8), (uint8_t)lba, 0,
                             0,    1};
    struct recorder_command command = {.cdb = cdb,
                                       .cdb_length = sizeof cdb,
                                       .direction = DIRECTION_FROM_DEVICE,
                                       .data = data,
                                       .length = BLOCK,
                                       .timeout_ms = 30000};
    struct recorder_answer answer;
    if (ask(fd, &command, &answer) != 0 || answer.status != 0 || answer.residual != 0) {
        errno = EIO;
        return -1;
    }
    return 0;
}

/* What comes before a block that cannot be read is delivered, as the kernel does it. */
ssize_t node_read(int fd, void *data, size_t length, off_t offset) {
    size_t done = 0;
    while (done < length) {
        uint8_t block[BLOCK];
        const off_t at = offset + (off_t)done;
        const size_t within = (size_t)(at % BLOCK);
        const size_t wanted = length - done < BLOCK - within ? length - done : BLOCK - within;
        if (read_block(fd, (uint32_t)(at / BLOCK), block) != 0) {
            return done > 0 ? (ssize_t)done : -1;
        }
        memcpy((uint8_t *)data + done, block + within, wanted);
        done += wanted;
    }
    return (ssize_t)done;
}
