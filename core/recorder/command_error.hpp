// SPDX-License-Identifier: LGPL-2.1-or-later
// Errors of commands: what became of one, in words for people and for engineers.
#pragma once

#include "base/result.hpp"
#include "mmc/command.hpp"
#include "mmc/sense.hpp"
#include "transport/transport.hpp"

#include <optional>
#include <string>

namespace burnish {

// GOOD, or CHECK CONDITION that only tells of a recovered error: the command was carried out.
[[nodiscard]] bool carriedOut(const Completion &completion, const std::optional<mmc::Sense> &sense);

// The drive answered with something else.
[[nodiscard]] Error errorOfAnswer(const mmc::Command &command, const Completion &completion,
                                  const std::optional<mmc::Sense> &sense, const std::string &device);

// The command did not reach the drive, or its answer was lost.
[[nodiscard]] Error errorOfTransport(Error error, const mmc::Command &command, const std::string &device);

}  // namespace burnish
