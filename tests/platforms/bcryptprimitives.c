/* Stands in, beside the program, for a library of Windows that Wine up to 8 lacks: random bytes from the one it has.
   Test use only; no package carries it. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    return SystemFunction036(bytes, (ULONG)length);
}
