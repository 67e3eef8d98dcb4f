// SPDX-License-Identifier: LGPL-2.1-or-later
// AudioFileStream: the samples of an audio file as a CD has them, 16-bit stereo at 44100 Hz, little endian. They come out
// of the file bit by bit as they are: what would have to be converted is refused.
#pragma once

#include "stream/stream.hpp"

#include <memory>
#include <string>

namespace burnish {

// E_AUDIO_FILE_NOT_SUPPORTED tells what the file is, and how GStreamer burns it; errors of FileStream::open; in a build
// without libsndfile every file is refused. Reading may give E_STREAM_TOO_SHORT and E_STREAM_READ_FAILURE.
[[nodiscard]] Result<std::unique_ptr<Stream>> openAudioFile(const std::string &path);

}  // namespace burnish
