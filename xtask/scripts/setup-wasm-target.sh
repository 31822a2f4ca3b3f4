#!/usr/bin/env bash
# Make the active Rust toolchain able to build for wasm32-unknown-unknown. `cargo xtask setup` calls this.
#
#   setup-wasm-target.sh              install the target where it is missing; safe to repeat
#   setup-wasm-target.sh --check      status 0 when it works, 1 when not; changes nothing
#   setup-wasm-target.sh --distro DIR last resort: unpack the distribution's own newer compiler (Debian 12:
#                                     rustc-web) into DIR without installing it; DIR/bin/cargo then builds wasm
#
# Sources, in this order:
#   1. rustup (WASM_SKIP_RUSTUP=1 leaves it out, RUSTUP_TIMEOUT sets its patience in seconds);
#   2. RUST_SRC_ARCHIVE: a .deb, a .tar.* or a folder that holds library/ of the very same rustc version;
#   3. Debian's rust-src or rust-web-src of the same upstream version, from the configured suites and then
#      from WASM_SUITES, read with a private apt state that leaves the machine's own sources alone.
# With 2 and 3 the standard library is built once from source (-Z build-std, which stable allows under
# RUSTC_BOOTSTRAP=1) and put into the toolchain's sysroot, after which plain stable cargo is enough.
set -euo pipefail

target=wasm32-unknown-unknown
suites=${WASM_SUITES:-"trixie-backports bookworm-backports forky sid trixie"}
mode=${1:-install}

say() { printf 'wasm target: %s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

work=$(mktemp -d)
cleanup() { rm -rf "$work"; }
trap cleanup EXIT

# --- the last resort: another compiler, for the wasm build alone --------------------------------
unpack_distro_compiler() {
  local dir lld packages deb source libs
  mkdir -p "$1/root" "$1/bin"
  dir=$(cd "$1" && pwd)
  lld=$(find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -type f | head -n 1)
  [ -n "$lld" ] || die "the active toolchain has no rust-lld"
  mapfile -t packages < <(apt-get -s -q install --no-install-recommends rustc-web cargo-web rust-web-src |
    awk '/^Inst/ { print $2 }')
  [ "${#packages[@]}" -gt 2 ] || die "apt offers no rustc-web, or it is installed already"
  (cd "$work" && apt-get -q download "${packages[@]}" >/dev/null) || die "download failed"
  for deb in "$work"/*.deb; do dpkg-deb -x "$deb" "$dir/root"; done
  libs=$dir/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)
  cat >"$dir/bin/rustc" <<SH
#!/usr/bin/env bash
export LD_LIBRARY_PATH=$libs
case " \$* " in *$target*) set -- "\$@" -C linker=$lld ;; esac
exec $dir/root/usr/bin/rustc "\$@"
SH
  cat >"$dir/bin/cargo" <<SH
#!/usr/bin/env bash
RUSTC=$dir/bin/rustc LD_LIBRARY_PATH=$libs exec $dir/root/usr/bin/cargo "\$@"
SH
  chmod +x "$dir/bin/rustc" "$dir/bin/cargo"
  source=$(find "$dir/root/usr/src" -maxdepth 1 -name 'rustc-*' | head -n 1)
  rm -rf "$dir/root/usr/lib/rustlib/src/rust"
  mkdir -p "$dir/root/usr/lib/rustlib/src/rust"
  PATH=$dir/bin:$PATH WASM_SKIP_RUSTUP=1 RUST_SRC_ARCHIVE=$source "$0"
  rm -rf "$dir/root/usr/src"
  say "build with PATH=$dir/bin:\$PATH"
}

if [ "$mode" = --distro ]; then
  unpack_distro_compiler "${2:?folder}"
  exit 0
fi

sysroot=$(rustc --print sysroot)
version=$(rustc -vV | sed -n 's/^release: //p')
commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
libdir=$sysroot/lib/rustlib/$target/lib

works() {
  compgen -G "$libdir/libstd-*.rlib" >/dev/null || return 1
  printf '#[no_mangle] pub extern "C" fn f(x: f64) -> f64 { format!("{x}").len() as f64 }\n' >"$work/smoke.rs"
  rustc --edition 2021 --crate-type cdylib --target "$target" -O -o "$work/smoke.wasm" "$work/smoke.rs" \
    >"$work/smoke.log" 2>&1
}

if [ "$mode" = --check ]; then
  if works; then say "works with rustc $version"; exit 0; fi
  say "missing or stale for rustc $version"
  exit 1
fi
[ "$mode" = install ] || die "unknown argument $mode"

if works; then say "already there for rustc $version"; exit 0; fi
[ -w "$sysroot/lib/rustlib" ] || die "$sysroot is not writable"
# Two checkouts may be set up at the same moment; the second waits and then finds the work done.
if command -v flock >/dev/null; then
  exec 9>"$sysroot/lib/rustlib/.setup-wasm-target.lock"
  flock 9
  if works; then say "already there for rustc $version"; exit 0; fi
fi

# --- 1. rustup ------------------------------------------------------------------------------------
if [ -z "${WASM_SKIP_RUSTUP:-}" ] && command -v rustup >/dev/null; then
  if timeout "${RUSTUP_TIMEOUT:-40}" rustup target add "$target" >"$work/rustup.log" 2>&1 && works; then
    say "installed by rustup"
    exit 0
  fi
  say "rustup could not add it ($(grep -m 1 -i error "$work/rustup.log" || echo 'no answer in time'))"
fi

# --- 2. and 3. the source of this very version -------------------------------------------------
library=

# Unpack only library/ of an archive. The Debian source also holds a mock library/ in cargo's own tests;
# the real one has a Cargo.lock beside std and core.
take_library() {
  local unpack lock
  if [ -d "$1" ]; then
    library=$1
    [ -d "$1/library" ] && library=$1/library
    [ -f "$library/std/src/lib.rs" ]
    return
  fi
  case $1 in
    *.deb) unpack=(dpkg-deb --fsys-tarfile "$1") ;;
    *.xz) unpack=(xz -dc "$1") ;;
    *.zst) unpack=(zstd -dc "$1") ;;
    *.gz) unpack=(gzip -dc "$1") ;;
    *) unpack=(cat "$1") ;;
  esac
  rm -rf "$work/src"
  mkdir -p "$work/src"
  "${unpack[@]}" | tar -x -C "$work/src" --wildcards --no-anchored \
    --exclude='*/tests/*' --exclude='*/tools/*' 'library/*' || return 1
  while IFS= read -r lock; do
    library=${lock%/Cargo.lock}
    if [ -f "$library/std/src/lib.rs" ] && [ -f "$library/core/src/lib.rs" ]; then return 0; fi
  done < <(find "$work/src" -type f -path '*/library/Cargo.lock')
  library=
  return 1
}

private_apt() {
  local tool=$1
  shift
  "$tool" -q -o Dir::Etc::SourceList="$work/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" \
    -o Acquire::Languages=none -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false \
    -o APT::Sandbox::User=root "$@"
}

# From `apt-cache madison` output: the first package and version whose upstream version is ours.
same_version() {
  awk -F '|' -v v="$version" '{ gsub(/ /, "", $1); gsub(/ /, "", $2) }
    index($2, v "+") == 1 || index($2, v "-") == 1 { print $1, $2; exit }'
}

download_from() {   # suite apt-wrapper: fetch the matching package and take its library
  local found package deb_version
  found=$("${@:2}" apt-cache madison rust-src rust-web-src 2>/dev/null | same_version)
  [ -n "$found" ] || { say "$1: no rust-src $version"; return 1; }
  read -r package deb_version <<<"$found"
  say "$1: found $package $deb_version"
  rm -f "$work"/*.deb
  (cd "$work" && "${@:2}" apt-get -q download "$package=$deb_version" >>"$work/apt.log" 2>&1) ||
    { say "$1: download failed"; return 1; }
  take_library "$(find "$work" -maxdepth 1 -name '*.deb' | head -n 1)"
}

from_debian() {
  local site suite keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  command -v apt-get >/dev/null || return 1
  download_from "configured suites" env && return 0
  # the mirror that this machine already uses
  site=$(apt-get indextargets --format '$(SITE)' 2>/dev/null | sort -u | grep -v security | grep '/debian$' | head -n 1)
  [ -n "$site" ] || { say "no Debian mirror is configured"; return 1; }
  mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
  for suite in $suites; do
    printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$site" "$suite" >"$work/apt/sources.list"
    private_apt apt-get update >>"$work/apt.log" 2>&1 || { say "$suite: no index"; continue; }
    download_from "$suite" private_apt && return 0
  done
  return 1
}

if [ -n "${RUST_SRC_ARCHIVE:-}" ]; then
  [ -e "$RUST_SRC_ARCHIVE" ] || die "RUST_SRC_ARCHIVE=$RUST_SRC_ARCHIVE: no such file"
  take_library "$RUST_SRC_ARCHIVE" || die "$RUST_SRC_ARCHIVE holds no library/std"
  say "source from $RUST_SRC_ARCHIVE"
elif ! from_debian; then
  tail -n 5 "$work/apt.log" >&2 2>/dev/null || true
  die "no source of the standard library of rustc $version found; set RUST_SRC_ARCHIVE"
fi

# --- build the standard library once ---------------------------------------------------------------
# build-std wants the source in the sysroot. It must not stay there: while it does, rustc writes its real
# path into panic messages and the modules differ from machine to machine.
src=$sysroot/lib/rustlib/src/rust
kept=
if [ -e "$src/library" ]; then
  kept=$src/library.kept.$$
  mv "$src/library" "$kept"
fi
restore() {
  rm -rf "$src/library"
  if [ -n "$kept" ]; then mv "$kept" "$src/library"; fi
  cleanup
}
trap restore EXIT
mkdir -p "$src"
cp -r "$library" "$src/library"

mkdir -p "$work/seed/src"
: >"$work/seed/src/lib.rs"
cat >"$work/seed/Cargo.toml" <<'TOML'
[package]
name = "seed"
version = "0.0.0"
edition = "2021"
[profile.release]
opt-level = 3
codegen-units = 1
debug = false
[workspace]
TOML
say "building the standard library (about a minute on two cores)"
# embed-bitcode lets users build with lto = "fat"
(cd "$work/seed" && env -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET -u RUSTC_WRAPPER \
  RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target" CARGO_PROFILE_RELEASE_LTO=off \
  RUSTFLAGS="-C embed-bitcode=yes --remap-path-prefix=$src=/rustc/$commit --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/cargo" \
  cargo build --release --target "$target" -Z build-std=std,panic_abort,proc_macro,test \
  >"$work/build.log" 2>&1) || { tail -n 20 "$work/build.log" >&2; die "building the standard library failed"; }

rm -rf "$libdir"
mkdir -p "$libdir"
find "$work/target/$target/release/deps" -name 'lib*.rlib' ! -name 'libseed-*' -exec cp {} "$libdir/" \;
works || { cat "$work/smoke.log" >&2; die "it was built but does not work"; }
say "built from source for rustc $version ($(du -sh "$libdir" | cut -f 1))"
