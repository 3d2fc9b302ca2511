#include "trichluc/trichluc.h"

const char *trichluc_version(void)
{
        return "0.1.0";
}
