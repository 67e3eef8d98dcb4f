/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_recorder in the drive's own language: MMC commands as a program makes them, replies as the drive gives them,
 * and what the system knows of the connection. IMAPI2's IDiscRecorder2Ex. Any thread; commands wait for each other.
 *
 * Errors beyond each function's own: as burnish/recorder.h says. Replies: up to capacity bytes are written, *count says
 * how many there are; data may be NULL with capacity 0, which asks the drive all the same. */
#ifndef BURNISH_RECORDER_COMMANDS_H
#define BURNISH_RECORDER_COMMANDS_H

#include <burnish/api.h>

BURNISH_BEGIN

#define BURNISH_SENSE_BUFFER_SIZE 18
#define BURNISH_DEFAULT_COMMAND_TIMEOUT 10 /* seconds; IMAPI2_DEFAULT_COMMAND_TIMEOUT */

/* One command (CDB) as it is, sent once. Nothing keeps it from spoiling a disc that is being written.
 * cdb, cdb_size: 6 to 16 bytes, as many as the group of the operation code says: 00h to 1Fh 6, 20h to 5Fh 10, 80h to
 * 9Fh 16, A0h to BFh 12. Any length goes with 60h to 7Fh and C0h to FFh, and with 02h 05h 06h 09h 0Ch to 10h 13h 14h
 * 19h 20h to 24h 26h 27h 29h 2Ch 2Dh.
 * sense_buffer: BURNISH_SENSE_BUFFER_SIZE bytes, written whenever the drive answered: sense data in fixed format, zeros
 * where it sent none. timeout: seconds; 0 is BURNISH_DEFAULT_COMMAND_TIMEOUT.
 *
 * BURNISH_S_OK: carried out. BURNISH_S_COMMAND_HAS_SENSE_DATA, which is a success code: the drive answered with sense
 * data, and unless their key is 1 (recovered error) it did NOT carry the command out; burnish_recorder_get_error() says
 * it in words. Do not test for failure alone. BURNISH_E_INVALIDARG: cdb_size, buffer_size or timeout is out of range.
 * BURNISH_E_ACCESSDENIED: the kernel keeps this command from those who may only read the drive. */
BURNISH_API int32_t burnish_recorder_send_command_no_data(burnish_recorder *recorder, const uint8_t *cdb,
                                                          size_t cdb_size, uint8_t *sense_buffer, int32_t timeout);
/* buffer, buffer_size: what goes to the drive, from 1 byte to
 * burnish_recorder_get_maximum_page_aligned_transfer_size(). */
BURNISH_API int32_t burnish_recorder_send_command_send_data_to_device(burnish_recorder *recorder, const uint8_t *cdb,
                                                                      size_t cdb_size, uint8_t *sense_buffer,
                                                                      int32_t timeout, const uint8_t *buffer,
                                                                      size_t buffer_size);
/* buffer, buffer_size: room for what comes from the drive, as large as above. *buffer_fetched: how much came; written
 * whenever the drive answered. */
BURNISH_API int32_t burnish_recorder_send_command_get_data_from_device(burnish_recorder *recorder, const uint8_t *cdb,
                                                                       size_t cdb_size, uint8_t *sense_buffer,
                                                                       int32_t timeout, uint8_t *buffer,
                                                                       size_t buffer_size, size_t *buffer_fetched);

/* READ DISC STRUCTURE on DVD. The reply's header of 4 bytes is taken off. format: its lowest 8 bits, as MMC-6 numbers
 * them; address, and layer from 0 to 255: where the format has them; agid: authentication grant, 0 to 3.
 * BURNISH_E_RECORDER_DVD_STRUCTURE_NOT_PRESENT: the disc, perhaps no DVD, has no such structure. */
BURNISH_API int32_t burnish_recorder_read_dvd_structure(burnish_recorder *recorder, uint32_t format, uint32_t address,
                                                        uint32_t layer, uint32_t agid, uint8_t *data, size_t capacity,
                                                        size_t *count);
/* SEND DISC STRUCTURE on DVD. data: the structure without a header, which is put before it; 1 to 65531 bytes. */
BURNISH_API int32_t burnish_recorder_send_dvd_structure(burnish_recorder *recorder, uint32_t format,
                                                        const uint8_t *data, size_t count);

/* The whole reply of READ DISC INFORMATION, from its data length on. */
BURNISH_API int32_t burnish_recorder_get_disc_information(burnish_recorder *recorder, uint8_t *data, size_t capacity,
                                                          size_t *count);

/* IMAPI_READ_TRACK_ADDRESS_TYPE */
#define BURNISH_READ_TRACK_ADDRESS_TYPE_LBA 0
#define BURNISH_READ_TRACK_ADDRESS_TYPE_TRACK 1
#define BURNISH_READ_TRACK_ADDRESS_TYPE_SESSION 2

/* The whole reply of READ TRACK INFORMATION. address: a block address, a track number (255: the track not yet written)
 * or a session number, as address_type says; BURNISH_E_INVALIDARG where that is none of the three. */
BURNISH_API int32_t burnish_recorder_get_track_information(burnish_recorder *recorder, uint32_t address,
                                                           int32_t address_type, uint8_t *data, size_t capacity,
                                                           size_t *count);

/* The mode pages that have values of a kind. request_type: IMAPI_MODE_PAGE_REQUEST_TYPE, 0 current, 1 changeable, 2
 * default, 3 saved. IDiscRecorder2Ex::GetSupportedModePages; the other lists stand in burnish/recorder.h. */
BURNISH_API int32_t burnish_recorder_get_supported_mode_pages_of_type(burnish_recorder *recorder, int32_t request_type,
                                                                      int32_t *values, size_t capacity, size_t *count);

/* How a drive is connected: Windows's STORAGE_BUS_TYPE. */
#define BURNISH_BUS_TYPE_UNKNOWN 0
#define BURNISH_BUS_TYPE_SCSI 1
#define BURNISH_BUS_TYPE_ATAPI 2
#define BURNISH_BUS_TYPE_IEEE1394 4
#define BURNISH_BUS_TYPE_USB 7
#define BURNISH_BUS_TYPE_SATA 11
#define BURNISH_BUS_TYPE_VIRTUAL 14 /* the virtual recorder */

/* GetAdapterDescriptor: of Windows's STORAGE_ADAPTER_DESCRIPTOR what Linux knows. Set size. */
typedef struct burnish_adapter_descriptor {
    uint32_t size;
    int32_t bus_type;                 /* BURNISH_BUS_TYPE_… */
    uint32_t maximum_transfer_length; /* bytes that one command carries */
    uint32_t alignment_mask;          /* as burnish_recorder_get_byte_alignment_mask() */
    const char *driver;               /* of the host adapter: "ahci", "usb-storage"; empty where it is not known */
} burnish_adapter_descriptor;

/* GetDeviceDescriptor: the same of STORAGE_DEVICE_DESCRIPTOR. Strings without trailing blanks. Set size. */
typedef struct burnish_device_descriptor {
    uint32_t size;
    int32_t device_type;     /* INQUIRY: 5, a CD, DVD or BD drive */
    int32_t removable_media; /* 1 where discs can be changed */
    int32_t bus_type;        /* BURNISH_BUS_TYPE_… */
    const char *vendor_id;
    const char *product_id;
    const char *product_revision;
    const char *serial_number; /* empty where the drive does not tell it */
} burnish_device_descriptor;

/* The strings in them live as long as the recorder. */
BURNISH_API int32_t burnish_recorder_get_adapter_descriptor(burnish_recorder *recorder,
                                                            burnish_adapter_descriptor *descriptor);
BURNISH_API int32_t burnish_recorder_get_device_descriptor(burnish_recorder *recorder,
                                                           burnish_device_descriptor *descriptor);

/* A buffer is acceptable where its address AND the mask is 0. Always 0: where hardware is choosier, Linux copies. */
BURNISH_API int32_t burnish_recorder_get_byte_alignment_mask(burnish_recorder *recorder, uint32_t *mask);
/* Bytes that one command carries: 65536, less where the kernel's queue for the drive takes less. Both are the same, as
 * Linux does not distinguish. A virtual recorder: 65536. */
BURNISH_API int32_t burnish_recorder_get_maximum_non_page_aligned_transfer_size(burnish_recorder *recorder,
                                                                                uint32_t *bytes);
BURNISH_API int32_t burnish_recorder_get_maximum_page_aligned_transfer_size(burnish_recorder *recorder,
                                                                            uint32_t *bytes);

BURNISH_END

#endif
