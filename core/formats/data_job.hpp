// SPDX-License-Identifier: LGPL-2.1-or-later
// A data write as a job.
#pragma once

#include "burn/job.hpp"
#include "formats/data_format.hpp"

#include <memory>

namespace burnish {

// Fails as DataFormat::write() does before it looks at the disc; otherwise the format is busy from now on.
// held: keeps format and stream alive; given back when the write is over, before the job says so.
[[nodiscard]] Result<std::unique_ptr<Job>> startDataJob(DataFormat &format, Stream &stream,
                                                        std::shared_ptr<const void> held);

}  // namespace burnish
