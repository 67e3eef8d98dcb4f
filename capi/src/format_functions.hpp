// SPDX-License-Identifier: LGPL-2.1-or-later
// The C functions that the formats have alike, defined for a topic: FORMAT_OBJECT(data) defines burnish_data_new() and
// on. To be used within extern "C", where the topic's C header is known. Each does what its header says, by way of
// the skins that are included here.
#pragma once

#include "format_skin.hpp"
#include "medium_skin.hpp"
#include "settings_skin.hpp"
#include "speed_skin.hpp"
#include "write_skin.hpp"

// Life, recorder, client name, and the questions of IDiscFormat2.
#define FORMAT_OBJECT(TOPIC)                                                                                       \
    int32_t burnish_##TOPIC##_new(burnish_##TOPIC **out) {                                                         \
        return burnish::capi::format::create(out);                                                                 \
    }                                                                                                              \
    burnish_##TOPIC *burnish_##TOPIC##_ref(burnish_##TOPIC *handle) {                                              \
        return burnish::capi::ref(handle);                                                                         \
    }                                                                                                              \
    void burnish_##TOPIC##_unref(burnish_##TOPIC *handle) {                                                        \
        burnish::capi::unref(handle);                                                                              \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_get_error(burnish_##TOPIC *handle, burnish_error **error) {                          \
        return burnish::capi::format::getError(handle, error);                                                     \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_set_recorder(burnish_##TOPIC *handle, burnish_recorder *recorder) {                  \
        return burnish::capi::format::setRecorder(handle, recorder);                                               \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_get_recorder(burnish_##TOPIC *handle, burnish_recorder **recorder) {                 \
        return burnish::capi::format::getRecorder(handle, recorder);                                               \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_set_client_name(burnish_##TOPIC *handle, const char *name) {                         \
        return burnish::capi::format::setClientName(handle, name);                                                 \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_get_client_name(burnish_##TOPIC *handle, char **name) {                              \
        return burnish::capi::format::getClientName(handle, name);                                                 \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_get_current_physical_media_type(burnish_##TOPIC *handle, int32_t *type) {            \
        return burnish::capi::format::getPhysicalMediaType(handle, type);                                          \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_is_recorder_supported(burnish_##TOPIC *handle, burnish_recorder *recorder,           \
                                                    int32_t *supported) {                                          \
        return burnish::capi::format::isRecorderSupported(handle, recorder, supported);                            \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_is_current_media_supported(burnish_##TOPIC *handle, burnish_recorder *recorder,      \
                                                         int32_t *supported) {                                     \
        return burnish::capi::format::isCurrentMediaSupported(handle, recorder, supported);                        \
    }                                                                                                              \
    int32_t burnish_##TOPIC##_get_supported_media_types(burnish_##TOPIC *handle, int32_t *values, size_t capacity, \
                                                        size_t *count) {                                           \
        return burnish::capi::format::getSupportedMediaTypes(handle, values, capacity, count);                     \
    }                                                                                                              \
    static_assert(true)

// A setting that is on or off; FLAG points to the settings' member.
#define FORMAT_FLAG(TOPIC, NAME, FLAG)                                             \
    int32_t burnish_##TOPIC##_set_##NAME(burnish_##TOPIC *handle, int32_t value) { \
        return burnish::capi::format::setFlag(handle, FLAG, value);                \
    }                                                                              \
    FORMAT_FLAG_GETTER(TOPIC, NAME, FLAG)

// Where the setter has rules of its own.
#define FORMAT_FLAG_GETTER(TOPIC, NAME, FLAG)                                       \
    int32_t burnish_##TOPIC##_get_##NAME(burnish_##TOPIC *handle, int32_t *value) { \
        return burnish::capi::format::getFlag(handle, FLAG, value);                 \
    }                                                                               \
    static_assert(true)

// A number that GET takes from the core, as a Result. PARAMETER: its name in the header.
#define FORMAT_NUMBER(TOPIC, NAME, PARAMETER, GET)                                      \
    int32_t burnish_##TOPIC##_get_##NAME(burnish_##TOPIC *handle, int32_t *PARAMETER) { \
        return burnish::capi::format::giveNumber(handle, PARAMETER, #PARAMETER, GET);   \
    }                                                                                   \
    static_assert(true)

// Of the formats that write: the plain settings, the speed group, the report.
#define FORMAT_WRITING(TOPIC, SETTINGS)                                                                                \
    FORMAT_FLAG(TOPIC, simulate, &SETTINGS::simulate);                                                                 \
    FORMAT_FLAG(TOPIC, hash, &SETTINGS::hash);                                                                         \
    int32_t burnish_##TOPIC##_set_fifo_size(burnish_##TOPIC *handle, uint64_t bytes) {                                 \
        return burnish::capi::format::setFifoSize(handle, bytes);                                                      \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_fifo_size(burnish_##TOPIC *handle, uint64_t *bytes) {                                \
        return burnish::capi::format::getFifoSize(handle, bytes);                                                      \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_set_burn_verification_level(burnish_##TOPIC *handle, int32_t level) {                    \
        return burnish::capi::format::setVerificationLevel(handle, level);                                             \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_burn_verification_level(burnish_##TOPIC *handle, int32_t *level) {                   \
        return burnish::capi::format::getVerificationLevel(handle, level);                                             \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_set_write_speed(burnish_##TOPIC *handle, int32_t sectors_per_second, int32_t pure_cav) { \
        return burnish::capi::format::setWriteSpeed(handle, sectors_per_second, pure_cav);                             \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_requested_write_speed(burnish_##TOPIC *handle, int32_t *sectors_per_second) {        \
        return burnish::capi::format::getRequestedWriteSpeed(handle, sectors_per_second);                              \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_requested_rotation_type_is_pure_cav(burnish_##TOPIC *handle, int32_t *pure_cav) {    \
        return burnish::capi::format::getRequestedRotationTypeIsPureCav(handle, pure_cav);                             \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_current_write_speed(burnish_##TOPIC *handle, int32_t *sectors_per_second) {          \
        return burnish::capi::format::getCurrentWriteSpeed(handle, sectors_per_second);                                \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_current_rotation_type_is_pure_cav(burnish_##TOPIC *handle, int32_t *pure_cav) {      \
        return burnish::capi::format::getCurrentRotationTypeIsPureCav(handle, pure_cav);                               \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_supported_write_speeds(burnish_##TOPIC *handle, int32_t *values, size_t capacity,    \
                                                         size_t *count) {                                              \
        return burnish::capi::format::getSupportedWriteSpeeds(handle, values, capacity, count);                        \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_supported_write_speed_descriptors(burnish_##TOPIC *handle, burnish_speed **values,   \
                                                                    size_t capacity, size_t *count) {                  \
        return burnish::capi::format::getSupportedWriteSpeedDescriptors(handle, values, capacity, count);              \
    }                                                                                                                  \
    int32_t burnish_##TOPIC##_get_report(burnish_##TOPIC *handle, burnish_report **report) {                           \
        return burnish::capi::format::getReport(handle, report);                                                       \
    }                                                                                                                  \
    static_assert(true)
