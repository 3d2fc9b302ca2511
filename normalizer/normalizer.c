#include "normalizer/normalizer.h"

const char normalizer_version[] = "1";
