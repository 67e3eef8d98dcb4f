// SPDX-License-Identifier: LGPL-2.1-or-later
// The exception firewall: no exception comes through the C interface, whether memory runs out inside or a callback of a
// C++ client throws. A program of its own, because it replaces operator new (all forms that are in use).
#include <burnish/burnish.h>

#include "check.hpp"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <new>
#include <stdexcept>
#include <vector>

namespace {

std::atomic<long> allocationsUntilFailure{-1};  // -1: none fails

bool failsNow() {
    return allocationsUntilFailure.load() >= 0 && allocationsUntilFailure.fetch_sub(1) == 0;
}

}  // namespace

void *operator new(std::size_t size) {
    void *memory = failsNow() ? nullptr : std::malloc(size != 0 ? size : 1);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept {
    return failsNow() ? nullptr : std::malloc(size != 0 ? size : 1);
}
void operator delete(void *memory) noexcept {
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept {
    std::free(memory);
}

namespace {

class Folder {
public:
    Folder() {
        char name[] = "/tmp/burnish-firewall-XXXXXX";
        path_ = mkdtemp(name);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;

    [[nodiscard]] std::string device() const { return "virtual:" + path_.string() + "/disc"; }

private:
    std::filesystem::path path_;
};

// Fails the first allocation of a call, then the second, and so on until the call succeeds. Each failure must be a
// status that says so. Returns how many allocations there were.
int untilItSucceeds(const std::function<std::int32_t()> &call) {
    for (int number = 0; number < 5000; ++number) {
        allocationsUntilFailure = number;
        const std::int32_t status = call();
        const bool allDone = allocationsUntilFailure.exchange(-1) >= 0;
        if (allDone) {
            EXPECT_EQ(status, BURNISH_S_OK);
            return number;
        }
        // What burnish can do without may be missing from a success.
        EXPECT(status == BURNISH_E_OUTOFMEMORY || status == BURNISH_S_OK);
    }
    test::fail(__FILE__, __LINE__, "the call never succeeds");
}

burnish_recorder *openRecorder(const Folder &folder) {
    burnish_recorder *recorder = nullptr;
    EXPECT_EQ(burnish_recorder_new(&recorder), BURNISH_S_OK);
    EXPECT_EQ(burnish_recorder_initialize_disc_recorder(recorder, folder.device().c_str()), BURNISH_S_OK);
    return recorder;
}

burnish_data *newWriter(burnish_recorder *recorder) {
    burnish_data *data = nullptr;
    EXPECT_EQ(burnish_data_new(&data), BURNISH_S_OK);
    EXPECT_EQ(burnish_data_set_recorder(data, recorder), BURNISH_S_OK);
    EXPECT_EQ(burnish_data_set_client_name(data, "firewall test"), BURNISH_S_OK);
    return data;
}

int32_t readThrows(void *, void *, size_t, size_t *, burnish_error **) {
    throw std::runtime_error("from a read callback");
}

int32_t seekThrows(void *, uint64_t, burnish_error **) {
    throw 42;
}

int32_t readZeros(void *, void *buffer, size_t capacity, size_t *count, burnish_error **) {
    std::fill_n(static_cast<char *>(buffer), capacity, '\0');
    *count = capacity;
    return BURNISH_STREAM_OK;
}

void progressThrows(burnish_data *, const burnish_data_progress *, void *) {
    throw std::runtime_error("from a progress callback");
}

burnish_stream *newStream(decltype(&readThrows) read, decltype(&seekThrows) seek) {
    burnish_stream_callbacks callbacks{};
    callbacks.size = sizeof callbacks;
    callbacks.read = read;
    callbacks.seek = seek;
    burnish_stream *stream = nullptr;
    EXPECT_EQ(burnish_stream_new_callbacks(&callbacks, nullptr, 500 * 2048, &stream), BURNISH_S_OK);
    return stream;
}

}  // namespace

TEST(handles_without_memory) {
    burnish_recorder *recorder = nullptr;
    EXPECT(untilItSucceeds([&] { return burnish_recorder_new(&recorder); }) > 0);
    burnish_recorder_unref(recorder);

    burnish_data *data = nullptr;
    EXPECT(untilItSucceeds([&] { return burnish_data_new(&data); }) > 0);
    burnish_data_unref(data);

    burnish_error *error = nullptr;
    EXPECT(untilItSucceeds([&] {
               return burnish_error_new(BURNISH_E_FAIL, "a sentence that is too long for any small string", "d",
                                        &error);
           }) > 0);
    burnish_error_unref(error);
    const std::uint8_t cdb[12] = {0xA8};
    burnish_error_facts facts{};
    facts.size = sizeof facts;
    facts.status = BURNISH_E_FAIL;
    facts.cdb = cdb;
    facts.cdb_length = sizeof cdb;
    EXPECT(untilItSucceeds([&] { return burnish_error_new_with_facts(&facts, &error); }) > 0);
    burnish_error_unref(error);

    burnish_stream *stream = nullptr;
    EXPECT(untilItSucceeds([&] { return burnish_stream_new_memory("abc", 3, nullptr, nullptr, &stream); }) > 0);
    burnish_stream_unref(stream);
}

TEST(last_error_without_memory) {
    burnish_data *data = nullptr;
    EXPECT_EQ(burnish_data_new(&data), BURNISH_S_OK);
    // Memory for nothing: the status comes all the same, and no older error takes its place.
    allocationsUntilFailure = 0;
    const std::int32_t status = burnish_data_cancel_write(data);
    allocationsUntilFailure = -1;
    EXPECT_EQ(status, BURNISH_E_OUTOFMEMORY);
    burnish_error *error = nullptr;
    EXPECT_EQ(burnish_data_get_error(data, &error), BURNISH_S_OK);
    EXPECT_EQ(burnish_error_status(error), BURNISH_E_OUTOFMEMORY);
    EXPECT(std::string(burnish_error_message(error)) == burnish_status_meaning(BURNISH_E_OUTOFMEMORY));
    burnish_error_unref(error);
    burnish_data_unref(data);
}

TEST(questions_without_memory) {
    const Folder folder;
    burnish_recorder *recorder = openRecorder(folder);
    burnish_data *data = newWriter(recorder);
    char *text = nullptr;
    EXPECT(untilItSucceeds([&] { return burnish_recorder_get_active_disc_recorder(recorder, &text); }) >= 0);
    burnish_string_free(text);
    EXPECT(untilItSucceeds([&] { return burnish_data_set_client_name(data, "a name that is longer than 15"); }) > 0);
    std::size_t count = 0;
    EXPECT(untilItSucceeds([&] { return burnish_recorder_get_supported_profiles(recorder, nullptr, 0, &count); }) > 0);
    burnish_medium *medium = nullptr;
    EXPECT(untilItSucceeds([&] {
               burnish_medium_unref(medium);
               medium = nullptr;
               return burnish_recorder_get_medium(recorder, &medium);
           }) > 0);
    burnish_medium_unref(medium);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}

TEST(source_that_throws) {
    const Folder folder;
    burnish_recorder *recorder = openRecorder(folder);
    burnish_data *data = newWriter(recorder);
    char buffer[10];
    std::size_t count = 0;
    burnish_stream *stream = newStream(readThrows, nullptr);
    EXPECT_EQ(burnish_stream_read(stream, buffer, sizeof buffer, &count, nullptr), BURNISH_E_STREAM_BAD_CALLBACK);
    EXPECT_EQ(burnish_data_write(data, stream), BURNISH_E_STREAM_BAD_CALLBACK);
    burnish_stream_unref(stream);

    stream = newStream(readZeros, seekThrows);
    EXPECT_EQ(burnish_stream_seek(stream, 0, nullptr), BURNISH_E_STREAM_BAD_CALLBACK);
    EXPECT_EQ(burnish_data_write(data, stream), BURNISH_E_STREAM_BAD_CALLBACK);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}

TEST(progress_that_throws_cancels) {
    const Folder folder;
    burnish_recorder *recorder = openRecorder(folder);
    burnish_data *data = newWriter(recorder);
    burnish_stream *stream = newStream(readZeros, nullptr);
    EXPECT_EQ(burnish_data_set_progress(data, progressThrows, nullptr), BURNISH_S_OK);
    EXPECT_EQ(burnish_data_write(data, stream), BURNISH_E_REQUEST_CANCELLED);
    EXPECT_EQ(burnish_data_set_progress(data, nullptr, nullptr), BURNISH_S_OK);
    EXPECT_EQ(burnish_recorder_eject_media(recorder), BURNISH_S_OK);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}

namespace {

void audioProgressThrows(burnish_tao *, const burnish_tao_progress *, void *) {
    throw std::runtime_error("from a progress callback");
}

burnish_tao *newTao(burnish_recorder *recorder) {
    burnish_tao *tao = nullptr;
    EXPECT_EQ(burnish_tao_new(&tao), BURNISH_S_OK);
    EXPECT_EQ(burnish_tao_set_recorder(tao, recorder), BURNISH_S_OK);
    EXPECT_EQ(burnish_tao_set_client_name(tao, "firewall test"), BURNISH_S_OK);
    return tao;
}

}  // namespace

// Wherever memory runs out, the disc is either prepared or free.
TEST(preparing_without_memory) {
    const Folder folder;
    burnish_recorder *recorder = openRecorder(folder);
    burnish_tao *tao = newTao(recorder);
    EXPECT(untilItSucceeds([&] {
               const std::int32_t status = burnish_tao_prepare_media(tao);
               const long left = allocationsUntilFailure.exchange(-1);
               const std::int32_t released = burnish_tao_release_media(tao);
               EXPECT_EQ(released, status == BURNISH_S_OK ? BURNISH_S_OK : BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
               allocationsUntilFailure = left;
               return status;
           }) > 0);
    EXPECT_EQ(burnish_recorder_eject_media(recorder), BURNISH_S_OK);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}

TEST(audio_source_and_progress_that_throw) {
    const Folder folder;
    burnish_recorder *recorder = openRecorder(folder);
    burnish_tao *tao = newTao(recorder);
    EXPECT_EQ(burnish_tao_prepare_media(tao), BURNISH_S_OK);
    burnish_stream_callbacks callbacks{};
    callbacks.size = sizeof callbacks;
    callbacks.read = readThrows;
    burnish_stream *stream = nullptr;
    EXPECT_EQ(burnish_stream_new_callbacks(&callbacks, nullptr, BURNISH_STREAM_LENGTH_UNKNOWN, &stream), BURNISH_S_OK);
    EXPECT_EQ(burnish_tao_add_audio_track(tao, stream), BURNISH_E_STREAM_BAD_CALLBACK);
    EXPECT_EQ(burnish_tao_set_progress(tao, audioProgressThrows, nullptr), BURNISH_S_OK);
    EXPECT_EQ(burnish_tao_add_audio_track(tao, stream), BURNISH_E_REQUEST_CANCELLED);
    EXPECT_EQ(burnish_tao_set_progress(tao, nullptr, nullptr), BURNISH_S_OK);
    EXPECT_EQ(burnish_tao_release_media(tao), BURNISH_S_OK);
    EXPECT_EQ(burnish_recorder_eject_media(recorder), BURNISH_S_OK);
    burnish_stream_unref(stream);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
