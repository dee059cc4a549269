"""The look of the site: Gradio's theme with system fonts, so that nothing is fetched elsewhere.

What is chosen, primary or in focus is ink: colours are left for what they mean in the pictures.
"""

import gradio as gr

SYSTEM = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "sans-serif"]
INK, PAPER = "*neutral_900", "*neutral_100"


def theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.stone,
        neutral_hue=gr.themes.colors.stone,
        font=SYSTEM,
        font_mono=["ui-monospace", "monospace"],
    ).set(
        button_primary_background_fill=INK,
        button_primary_background_fill_hover="*neutral_700",
        button_primary_background_fill_dark=PAPER,
        button_primary_background_fill_hover_dark="*neutral_300",
        button_primary_text_color="white",
        button_primary_text_color_dark=INK,
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
        button_secondary_border_color="*border_color_primary",
        button_border_width="1px",
        button_large_text_size="15px",
        button_large_text_weight="500",
        button_large_padding="8px 16px",
        body_text_size="15px",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="*neutral_400",
        block_radius="8px",
        block_padding="8px",
        layout_gap="16px",
    )
