"""Law 7: names that differ in a number, version or distinguishing affix are two things, whatever joins them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.evidence import Tables
from kgraph.graph.naming import key
from kgraph.graph.resolve import resolve
from kgraph.graph.veto import Verdict, judge
from kgraph.model import Alias, Passage, Place, passage_id

# Two things, whatever a text says.
NEVER = """
GPT-3 | GPT-4
GPT-4 | GPT-4o
GPT-3 | GPT-3.5
GPT | GPT-2
LLaMA | LLaMA 2
LLaMA 2 | Llama-3
Llama 3 | Llama 3.1
v1 | v2
v1.5 | v15
ResNet-50 | ResNet-101
ResNet50 | ResNet 152
VGG16 | VGG-19
YOLOv5 | YOLOv8
YOLO | YOLOv3
YOLOv2s | YOLOv4s
DeepSeek-V2 | DeepSeek-V3
DeepSeek-V3 | DeepSeek-V3.1
DeepSeek-R1 | DeepSeek-V3
Qwen-7B | Qwen-72B
Qwen2 | Qwen2.5
Qwen2-VL | Qwen2.5-VL
T5 | T0
T5 | mT5
wav2vec | wav2vec 2.0
word2vec | word3vec
Stable Diffusion 3 | Stable Diffusion
Stable Diffusion 1.5 | SD3
ImageNet-1K | ImageNet-22K
ImageNet | ImageNet-21K
CIFAR-10 | CIFAR-100
VOC2007 | VOC2012
COCO 2014 | COCO 2017
EfficientNet-B0 | EfficientNet-B7
FP8 | FP16
INT8 | INT4
K8s | Kubeflow
2D 卷积 | 3D 卷积
卷积 | 3D 卷积
3D convolution | convolution
Precision@1 | Precision@5
HTTP/1.1 | HTTP/2
Wan2.1 | Wan2.2
SAM | SAM 2
CUDA 11 | CUDA 12
Python 2 | Python 3
top-1 accuracy | top-5 accuracy
U-Net | U-Net++
C | C++
C++ | C#
LoRA | QLoRA
LoRA | DoRA+LoRA
LoRA 微调 | QLoRA 微调
BERT | RoBERTa
BERT | ALBERT
BERT | DistilBERT
BERT | BERTopic
BERT | SBERT
Adam | AdamW
Adam | NAdam
Adam | Adamax
Adam | AdamW 优化器
VAE | VQ-VAE
VAE | CVAE
GAN | WGAN
GAN | StyleGAN
DQN | Double DQN
CLIP | OpenCLIP
CLIP | EVA-CLIP
CLIP | CLIPScore
RNN | BiRNN
LSTM | BiLSTM
GCN | CAD-GCN
CNN | R-CNN
R-CNN | Faster R-CNN
Fast R-CNN | Faster R-CNN
Mamba | VMamba
PPO | DPPO
AP | mAP
IoU | mIoU
IoU | GIoU
BLEU | SacreBLEU
SGD | SGDM
ReLU | PReLU
ReLU | GeLU-ReLU
BERT | BERT Large
BERT Base | BERT Large
Gemini Pro | Gemini
Gemini Pro | Gemini Pro Max
Llama Guard | Llama Guard 2
Qwen | Qwen Chat
监督学习 | 无监督学习
监督学习 | 半监督学习
监督学习 | 弱监督学习
有监督学习 | 无监督学习
自监督学习 | 无监督学习
自监督学习 | supervised learning
Self-Supervised Learning | Unsupervised Learning
unsupervised learning | supervised learning
semi-supervised learning | 弱监督学习
上采样 | 下采样
上采样 | downsampling
过采样 | 欠采样
正向传播 | 反向传播
前向传播 | 反向传播
前向传播 | backward propagation
正向 | 反向
前向过程 | 逆向过程
一阶 | 二阶
一阶优化 | second-order optimization
单阶段检测 | 两阶段检测
one-stage detection | two-stage detection
二分类 | 多分类
编码器 | 解码器
编码器 | decoder
encoder | decoder
encoder | encoder-decoder
自注意力 | 交叉注意力
self-attention | cross-attention
自注意力 | cross-attention
注意力 | 自注意力
多头注意力 | 多头自注意力
网络 | 子网络
attention | multi-head attention
全局注意力 | 局部注意力
零样本学习 | 少样本学习
zero-shot | few-shot
静态图 | 动态图
静态图 | dynamic graph
在线学习 | 离线学习
on-policy | off-policy
稀疏注意力 | 稠密注意力
显式反馈 | 隐式反馈
线性回归 | 非线性回归
同步训练 | 异步训练
同步训练 | asynchronous training
预训练 | 后训练
预训练 | post-training
模型 | 大模型
大模型 | 小模型
自回归模型 | 非自回归模型
autoregressive model | non-autoregressive model
条件生成 | 无条件生成
连续扩散模型 | 离散扩散模型
绝对位置编码 | 相对位置编码
绝对位置编码 | relative position encoding
单模态 | 多模态
硬标签 | 软标签
hard label | soft label
最大池化 | 平均池化
max pooling | average pooling
数据并行 | 张量并行
data parallelism | 模型并行
先验分布 | 后验分布
输入门 | 输出门
内积 | 外积
左奇异向量 | 右奇异向量
高斯先验 | 高斯后验
假阳性 | 假阴性
true positive | false positive
结构化数据 | 非结构化数据
凸优化 | 非凸优化
生成式模型 | 判别式模型
横向联邦学习 | 纵向联邦学习
单目深度估计 | 双目深度估计
加密 | 解密
行向量 | 列向量
冷启动 | 热启动
"""

# Two things as long as no text says 'also known as'.
UNLESS_SAID = """
BERT | GPT
DiT | DeiT
LLaMA | LLaVA
ViT-B | ViT-L
MoCo | SimCLR
DPO | GRPO
PyTorch | TensorFlow
sklearn | scikit-learn
Adam | Adagrad
ViT | Swin
Mask R-CNN | Faster R-CNN
Vision Transformer | Swin Transformer
Stable Diffusion | Stable Video
graph neural network | recurrent neural network
batch normalization | layer normalization
attention | windowed attention
卷积 | 可变形卷积
强化学习 | 深度强化学习
梯度 | 梯度下降
局部最优 | 局部最优解
混合精度 | 自动混合精度
伯克利 | 加州大学伯克利分校
QLoRA | Low-Rank Adaptation
VQ-VAE | Variational Autoencoder
VAE | Vector Quantised Variational Autoencoder
RoBERTa | Bidirectional Encoder Representations from Transformers
GCN | Context-Aware Dynamic Graph Convolutional Network
SGD | Adaptive Moment Estimation
SD | Stable Diffusion XL
Transformer | Transformer encoder
BF16 | FP16
FP16 | 半精度浮点数
卷积 | 3D convolution
掩码自编码器 | 平均绝对误差
Masked Autoencoder | mean absolute error
生成对抗网络 | 图神经网络
Diffusion Models | Continuous Diffusion Models
扩散模型 | 潜在扩散模型
A100 | H100
PyTorch | PyTorch Geometric
"""

# One thing.
ALLOWED = """
GPT-3 | GPT3
LoRA | Low-Rank Adaptation
LoRA | LowRank Adaptation
LoRA | 低秩适配
LoRA | LoRA 方法
MTP | 多 token 预测
MTP | Multitoken Prediction
多 token 预测 | Multitoken Prediction
MTP | Multi-Token Prediction
SD3 | Stable Diffusion 3
SDXL | Stable Diffusion XL
GPT | Generative Pre-trained Transformer
GPT-2 | Generative Pre-trained Transformer 2
BERT | Bidirectional Encoder Representations from Transformers
RoBERTa | Robustly optimized BERT approach
SwAV | Swapping Assignments between Views
MAE | Masked Autoencoders
MoCo | Momentum Contrast
SimCLR | Simple framework for Contrastive Learning of visual Representations
CLIP | Contrastive Language-Image Pre-training
VAE | Variational Autoencoder
VAE | 变分自编码器
VQ-VAE | Vector Quantised Variational Autoencoder
GANs | generative adversarial networks
GAN | 生成对抗网络
GAN | GANs
CNN | 卷积神经网络
R-CNN | Regions with CNN features
LSTM | long short-term memory
LSTM | long short-term memory network
XGBoost | eXtreme Gradient Boosting
t-SNE | t-distributed Stochastic Neighbor Embedding
DETR | DEtection TRansformer
RLHF | reinforcement learning from human feedback
RLHF | 基于人类反馈的强化学习
CoT | Chain of Thought
CoT | 思维链
PPO | Proximal Policy Optimization
DPO | Direct Preference Optimization
GRPO | Group Relative Policy Optimization
RoPE | Rotary Position Embedding
RoPE | 旋转位置编码
MoE | Mixture of Experts
MoE | 混合专家
MLA | Multi-head Latent Attention
KV Cache | KV 缓存
KV cache | KV caching
NMS | Non-Maximum Suppression
FID | Fréchet Inception Distance
mAP | mean Average Precision
mAP | 平均精度均值
IoU | 交并比
IoU | Intersection over Union
ELBO | evidence lower bound
BM25 | Best Matching 25
Seq2Seq | sequence-to-sequence
T2I | text-to-image
T2I | 文生图
I3D | Inflated 3D ConvNet
3D reconstruction | 三维重建
one-stage detection | 单阶段检测
two-stage | 2-stage
二阶优化 | second-order optimization
first-order | 一阶
K8s | Kubernetes
BP | backpropagation
BP | 反向传播
反向传播 | backpropagation
fine-tuning | finetune
fine-tuning | 微调
pre-training | pretraining
quantization | quantisation
Tokenizer | Tokeniser
embedding | embeddings
convolutional neural network | convolution neural networks
batch norm | batch normalization
Node.js | NodeJS
TensorFlow 2.0 | TensorFlow 2
Transformer | Transformer 架构
Transformer | Transformer architecture
自监督学习 | Self-Supervised Learning
自监督学习 | Selfsupervised
SSL | Self-Supervised Learning
无监督学习 | unsupervised learning
有监督学习 | 监督学习
有监督学习 | supervised learning
自注意力 | self-attention
交叉注意力 | cross-attention
自编码器 | autoencoder
编码器 | encoder
编码器-解码器 | encoder-decoder
大模型 | LLM
大语言模型 | large language model
LLM | LLMs
SDE | 随机微分方程
SDE | stochastic differential equation
梯度检查点 | Gradient Checkpointing
互信息 | Mutual Information
前向传播 | forward propagation
前馈网络 | feed-forward network
softmax | 软最大化
ViT-H | ViT-Huge
GPU | GPUs
bounding box | Bounding Boxes
policy | policies
E-C-E | Expected Calibration Error
Res-Net | Residual Network
元学习 | Meta-Learning
多任务学习 | Multi-Task Learning
训练后量化 | Post-Training Quantization
tensor parallel | Tensor Parallelism
multimodal | multimodality
叶节点 | 叶子节点
批大小 | 批次大小
ViT-B | ViT-Base
反向过程 | 逆向过程
自监督 | 自监督学习
Self-Supervised | Self-Supervised Learning
多模态对齐 | 跨模态对齐
large language models | large-scale language models
最大池化 | max pooling
"""


def pairs(table):
    """The pairs of a table, two names a line."""
    return [tuple(name.strip() for name in line.split(" | ")) for line in table.strip().splitlines()]


def joined(one, other, reason, rule):
    """Whether an alias row of that reason makes one concept of two names."""
    identity = passage_id(one)
    passage = Passage(identity, one, "en", (Place("a", 0, 0, len(one)),))
    concepts = resolve(Tables((passage,), (), (Alias(identity, one, other, reason, rule, 0, 1, 1.0),), ()))
    return concepts[key(one)] is concepts[key(other)]


GUESSES = [("gloss", "gloss.bracket"), ("initials", "initials"), ("spelling", "spelling")]
EXPLICIT = [("gloss", "gloss.aka"), ("lexicon", "lexicon")]


def test_the_tables_are_long_enough():
    """The tables hold well over a hundred confusable pairs and sixty true ones, none in two of them."""
    tables = [pairs(NEVER), pairs(UNLESS_SAID), pairs(ALLOWED)]
    assert [len(table) for table in tables] >= [150, 25, 95]
    assert len({frozenset(pair) for table in tables for pair in table}) == sum(map(len, tables))


@pytest.mark.parametrize(("one", "other"), pairs(NEVER))
def test_two_things_are_never_joined(one, other):
    """No reason joins them, not even the text saying 'also known as'."""
    assert judge(one, other) is Verdict.NEVER
    assert not any(joined(one, other, *how) for how in GUESSES + EXPLICIT)


@pytest.mark.parametrize(("one", "other"), pairs(UNLESS_SAID))
def test_words_that_do_not_look_alike_are_joined_by_an_explicit_word_alone(one, other):
    """A bracket does not join them; 'also known as' or the lexicon does."""
    assert judge(one, other) is Verdict.UNLESS_SAID
    assert not any(joined(one, other, *how) for how in GUESSES)
    assert all(joined(one, other, *how) for how in EXPLICIT)


@pytest.mark.parametrize(("one", "other"), pairs(ALLOWED))
def test_one_thing_may_be_joined(one, other):
    """A true gloss, abbreviation, translation or spelling is not in the way of any reason."""
    assert judge(one, other) is Verdict.ALLOWED
    assert all(joined(one, other, *how) for how in GUESSES + EXPLICIT)


words = st.sampled_from([name for table in (NEVER, UNLESS_SAID, ALLOWED) for pair in pairs(table) for name in pair])


@given(words | st.text(), words | st.text())
def test_the_verdict_does_not_depend_on_who_is_named_first(one, other):
    """A veto has no direction, and a name is never vetoed against itself, for any text."""
    assert judge(one, other) is judge(other, one)
    assert judge(one, one) is Verdict.ALLOWED


@given(st.from_regex(r"[A-Z][a-z]{2,6}", fullmatch=True), st.integers(1, 99), st.integers(1, 99))
def test_two_versions_are_two_things(name, one, other):
    """A name with one number is vetoed against the same name with another one, and against the bare name."""
    assert judge(f"{name} {one}", f"{name}-{other}") is (Verdict.ALLOWED if one == other else Verdict.NEVER)
    assert judge(name, f"{name}{one}") is Verdict.NEVER
