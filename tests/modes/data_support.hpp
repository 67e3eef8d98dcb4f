// SPDX-License-Identifier: LGPL-2.1-or-later
// One data write in a test: what was asked, what came of it.
#pragma once

#include "check.hpp"
#include "disc.hpp"
#include "formats/data_format.hpp"

#include <memory>
#include <vector>

namespace test {

inline constexpr std::uint64_t Sector = 2048;

// What a data write told and returned.
struct Outcome {
    burnish::Status status = burnish::status::S_OK;
    burnish::Error error;
    std::vector<burnish::DataAction> actions;  // each change of action
    std::shared_ptr<const burnish::Report> report;
};

// A format on this recorder with a client name; the callers change the rest.
[[nodiscard]] std::unique_ptr<burnish::DataFormat> dataFormat(const std::shared_ptr<burnish::Recorder> &recorder);
void change(burnish::DataFormat &format, const std::function<void(burnish::DataSettings &)> &apply);

[[nodiscard]] Outcome write(burnish::DataFormat &format, burnish::Stream &stream,
                            const burnish::DataFormat::Progress &progress = {});
// Opens the disc anew and writes a pattern with the default settings.
[[nodiscard]] Outcome writePattern(const Disc &disc, std::uint64_t sectors,
                                   const std::function<void(burnish::DataSettings &)> &apply = {});

// After any write: nobody holds the drive, the tray opens and closes, and the folder opens as a disc.
void expectReleased(const Disc &disc, const std::shared_ptr<burnish::Recorder> &recorder);
[[nodiscard]] burnish::Medium mediumOf(const Disc &disc);

}  // namespace test
