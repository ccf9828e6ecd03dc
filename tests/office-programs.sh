#!/bin/sh
# Installs the programs that some tests need (LibreOffice, a Chinese font, Chromium, PDF tools, PostgreSQL) where that
# is allowed: as root, with apt. Elsewhere those tests are skipped, and pytest prints why.
set -u
missing=""
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer libreoffice-calc"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
if command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ]; then :; else
    missing="$missing fonts-noto-cjk"
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        echo "installed:$missing"
    else
        echo "apt-get could not install:$missing; the tests that need them will be skipped"
    fi
else
    echo "not installed (needs root and apt):$missing; the tests that need them will be skipped"
fi
